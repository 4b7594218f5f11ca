/// The look of every page: calm, readable by day and by night, on a phone and on a wall.
enum StyleText {
    static let all = [ground, heading, panels, tables, marks, forms, narrow].joined(separator: "\n")

    /// Colours keep the contrast of WCAG 2.2 AA on their own ground; `ContrastTests` measures it.
    private static let ground = """
        *{box-sizing:border-box}
        :root{color-scheme:light dark;--page:#f5f6f7;--card:#fff;--ink:#1f2329;--soft:#5a6068;--line:#d9dce0;--tint:#f0f2f4;--link:#1a54d6;--focus:#1a54d6;
        --good:#17653b;--good-back:#e3f4e9;--ask:#7a4300;--ask-back:#fdf0dc;--go:#1a47b8;--go-back:#e6eefe;--off:#4b5159;--off-back:#eceef0;--bad:#a51d18;--bad-back:#fdeaea;
        --on-strong:#fff;--strong:#1a54d6;--danger:#b3261e;--fill:#2b6be6;--track:#dfe3e8}
        @media (prefers-color-scheme:dark){:root{--page:#111214;--card:#1a1c1f;--ink:#ecedef;--soft:#a7adb5;--line:#33373c;--tint:#24272b;--link:#8fb2ff;--focus:#8fb2ff;
        --good:#86d9a2;--good-back:#16301f;--ask:#f3c07c;--ask-back:#372611;--go:#a5c1ff;--go-back:#172645;--off:#c2c7cd;--off-back:#2a2e33;--bad:#ffa8a3;--bad-back:#401a18;
        --on-strong:#0e1830;--strong:#8fb2ff;--danger:#ff9d97;--fill:#6f9bff;--track:#33373c}}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);font-size:15px;line-height:1.55;font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1240px;margin:0 auto;padding:24px 24px 48px}
        main:focus{outline:none}
        h1{margin:0 0 16px;font-size:26px;line-height:1.25;letter-spacing:-.01em;overflow-wrap:anywhere}
        h2{margin:0 0 12px;font-size:17px;line-height:1.35}
        p{margin:0 0 8px;overflow-wrap:anywhere}
        a{color:var(--link);text-underline-offset:2px}
        code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
        ul{margin:0 0 8px;padding-left:20px}
        li{overflow-wrap:anywhere}
        .soft{color:var(--soft)}
        .gone,[hidden]{display:none!important}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
        .skip{position:absolute;left:12px;top:-60px;z-index:2;padding:8px 14px;background:var(--card);border-radius:8px}
        .skip:focus{top:8px}
        .foot{max-width:1240px;margin:0 auto;padding:16px 24px 32px;color:var(--soft);font-size:13px;border-top:1px solid var(--line)}
        .foot p{margin:0}
        """

    private static let heading = """
        .top{background:var(--card);border-bottom:1px solid var(--line)}
        .bar-top{display:flex;flex-wrap:wrap;align-items:center;gap:4px 24px;max-width:1240px;margin:0 auto;padding:10px 24px}
        .brand{font-size:18px;font-weight:700;letter-spacing:-.02em;color:var(--ink);text-decoration:none}
        .top nav ul{display:flex;flex-wrap:wrap;gap:4px;margin:0;padding:0;list-style:none}
        .top nav ul a{display:block;padding:8px 12px;border-radius:8px;color:var(--soft);text-decoration:none}
        .top nav ul a:hover{background:var(--tint);color:var(--ink)}
        .top nav ul a[aria-current]{background:var(--go-back);color:var(--go);font-weight:600}
        .who{display:flex;flex-wrap:wrap;align-items:center;gap:6px 16px;margin-left:auto;font-size:14px}
        .who form{margin:0}
        .user{color:var(--soft);overflow-wrap:anywhere}
        .languages{display:flex;gap:10px}
        .languages [aria-current]{font-weight:600}
        .liveness{color:var(--soft);font-size:13px;text-align:right;margin:-8px 0 8px}
        #liveness::before{content:"";display:inline-block;width:8px;height:8px;margin-right:6px;border-radius:50%;background:currentColor;opacity:.7}
        #stale{color:var(--ask);font-weight:600}
        .title-block{margin-bottom:20px}
        .title-block h1{margin-bottom:8px}
        .badges{display:flex;flex-wrap:wrap;gap:8px}
        """

    private static let panels = """
        .panel{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:20px 22px;margin:0 0 18px}
        .panel>:last-child{margin-bottom:0}
        .narrow{max-width:640px;margin-left:auto;margin-right:auto}
        .narrow h1{font-size:22px}
        .empty{text-align:center;padding:40px 20px;color:var(--soft)}
        .notice{margin:0 0 18px;padding:12px 16px;border-radius:12px;border:1px solid transparent}
        .notice p,p.notice{margin-bottom:0}
        p.notice{margin-bottom:18px}
        .notice.good{background:var(--good-back);color:var(--good)}
        .notice.ask{background:var(--ask-back);color:var(--ask)}
        .notice.bad{background:var(--bad-back);color:var(--bad)}
        .notice a{color:inherit;font-weight:600}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:14px 22px;margin:0}
        .facts dt{color:var(--soft);font-size:13px}
        .facts dd{margin:0;overflow-wrap:anywhere}
        .figure{display:grid;grid-template-columns:minmax(130px,200px) minmax(0,1fr);gap:4px 18px;align-items:start;padding:7px 0}
        .figure-name{margin:0;color:var(--soft)}
        .meter{display:grid;gap:3px;min-width:0}
        .meter span{font-variant-numeric:tabular-nums;font-size:14px}
        progress{appearance:none;-webkit-appearance:none;width:100%;height:8px;border:0;border-radius:4px;background:var(--track);overflow:hidden;vertical-align:middle}
        progress::-webkit-progress-bar{background:var(--track)}
        progress::-webkit-progress-value{background:var(--fill);border-radius:4px;transition:width .3s}
        progress::-moz-progress-bar{background:var(--fill);border-radius:4px}
        @media (prefers-reduced-motion:reduce){progress::-webkit-progress-value{transition:none}}
        @media (forced-colors:active){progress{border:1px solid CanvasText}.badge,.button,button{border:1px solid}}
        .outlook{margin-bottom:18px}
        .outlook li{margin-bottom:6px}
        .actions{display:flex;flex-wrap:wrap;gap:10px;margin:0;padding:0;list-style:none}
        .filters{display:flex;flex-wrap:wrap;gap:12px 24px;align-items:center;margin-bottom:16px}
        .filters form{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin:0 0 0 auto}
        .pills{display:flex;flex-wrap:wrap;gap:6px;margin:0;padding:0;list-style:none}
        .pills a{display:block;padding:6px 14px;border:1px solid var(--line);border-radius:999px;background:var(--card);color:var(--ink);text-decoration:none;font-size:14px}
        .pills a:hover{border-color:var(--soft)}
        .pills a[aria-current]{border-color:var(--go);background:var(--go-back);color:var(--go);font-weight:600}
        .paging{display:flex;flex-wrap:wrap;gap:16px;margin:14px 0}
        """

    private static let tables = """
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px}
        caption{padding:0 0 10px;text-align:left;color:var(--soft);font-size:13px}
        th,td{padding:9px 14px 9px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        tr>:last-child{padding-right:0}
        tbody tr:last-child>*{border-bottom:0}
        thead th{color:var(--soft);font-size:13px;font-weight:600;white-space:nowrap}
        tbody th{font-weight:400}
        td{font-variant-numeric:tabular-nums}
        .detail{font-size:13px;color:var(--soft);overflow-wrap:anywhere}
        .under{display:block;font-size:13px}
        .runs{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:16px 22px}
        .runs tbody th{min-width:200px}
        .runs tbody td:nth-child(4),.runs tbody td:nth-child(5){min-width:180px}
        .title{font-weight:600;overflow-wrap:anywhere}
        """

    private static let marks = """
        .badge,.tag{display:inline-block;padding:1px 10px;border-radius:999px;font-size:13px;line-height:1.6}
        .badge::before{content:"";display:inline-block;width:7px;height:7px;margin-right:6px;border-radius:50%;background:currentColor;vertical-align:1px}
        .badge.good{background:var(--good-back);color:var(--good)}
        .badge.ask{background:var(--ask-back);color:var(--ask)}
        .badge.go{background:var(--go-back);color:var(--go)}
        .badge.off{background:var(--off-back);color:var(--off)}
        .tag{background:var(--off-back);color:var(--off)}
        """

    private static let forms = """
        label{font-weight:600}
        input[type=text],input[type=password],input[type=search]{width:100%;min-height:42px;padding:8px 12px;border:1px solid var(--soft);border-radius:10px;background:var(--card);color:var(--ink);font:inherit}
        input[type=search]{width:200px;min-height:36px}
        input[type=checkbox]{width:20px;height:20px;margin:2px 0;accent-color:var(--strong)}
        .field{margin:0 0 16px}
        .field label{display:block;margin-bottom:4px}
        .check{display:flex;gap:10px}
        .check label{margin:0;font-weight:400}
        .hint{margin:4px 0 0;color:var(--soft);font-size:13px}
        button,.button{display:inline-block;min-height:42px;padding:9px 18px;border:1px solid var(--line);border-radius:10px;background:var(--card);color:var(--ink);font:inherit;font-weight:600;line-height:1.45;text-decoration:none;cursor:pointer}
        button:hover,.button:hover{border-color:var(--soft)}
        button.primary,.button.primary{border-color:var(--strong);background:var(--strong);color:var(--on-strong)}
        button.danger{border-color:var(--danger);background:var(--danger);color:var(--on-strong)}
        .button.danger{border-color:var(--danger);color:var(--danger)}
        button.quiet{min-height:36px;padding:6px 14px;font-weight:400}
        .choices{display:flex;flex-wrap:wrap;gap:10px;margin-top:20px}
        """

    /// A table of runs becomes a list of them where there is no room for columns.
    private static let narrow = """
        @media (max-width:760px){main{padding:16px 14px 40px}.bar-top{padding:8px 14px}.foot{padding:14px}.who{margin-left:0}h1{font-size:22px}
        .panel{padding:16px 14px}.figure{grid-template-columns:1fr;gap:2px}.liveness{text-align:left;margin:0 0 12px}.filters form{margin-left:0}
        .runs{padding:4px 14px}.runs thead,.runs caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .runs table,.runs tbody,.runs tr,.runs th,.runs td{display:block;width:100%;min-width:0!important}
        .runs tr{padding:12px 0;border-bottom:1px solid var(--line)}.runs tr:last-child{border-bottom:0}
        .runs th,.runs td{border:0;padding:3px 0}}
        @media print{.top,.skip,.liveness,.actions,.filters,.paging{display:none}.panel,.runs{border-color:#bbb;break-inside:avoid}}
        """
}
