import Reporting

/// The look of every page: calm, readable by day and by night, on a phone and on a wall.
///
/// It stands on the look of reports, whose parts are shown here too; names of its own begin with `d-`.
enum StyleText {
    static let all = ([ReportStyle.css, ground, heading, parts, runs, forms, narrow] as [String]).joined(
        separator: "\n")

    /// Colours that reports do not need, with the contrast of WCAG 2.2 AA on the ground they stand on; `ContrastTests` measures it.
    private static let ground = """
        :root{--link:#1a54d6;--go:#1a47b8;--goBack:#e6eefe;--off:#4b5159;--offBack:#eceef1;--onStrong:#fff;--strong:#1a54d6;--danger:#b3261e;--edge-field:#7b8490}
        @media screen and (prefers-color-scheme:dark){:root{--link:#8ab0ff;--go:#a5c1ff;--goBack:#172645;--off:#c2c7cd;--offBack:#2a2e33;--onStrong:#0e1830;--strong:#8ab0ff;--danger:#ff9b94;--edge-field:#8a93a0}}
        main{max-width:1180px;margin:0 auto;padding:26px 24px 48px}
        main:focus{outline:none}
        h1{margin:0 0 16px;font-size:27px;line-height:1.25;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:balance}
        .d-soft{color:var(--quiet)}
        .d-gone,[hidden]{display:none!important}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:6px}
        .d-skip{position:absolute;left:12px;top:-80px;z-index:2;padding:8px 14px;background:var(--paper);border-radius:8px}
        .d-skip:focus{top:8px}
        .d-foot{max-width:1180px;margin:0 auto;padding:16px 24px 32px;color:var(--quiet);font-size:13px;border-top:1px solid var(--hair)}
        .d-foot p{margin:0}
        """

    private static let heading = """
        .d-top{background:var(--paper);border-bottom:1px solid var(--hair)}
        .d-bar{display:flex;flex-wrap:wrap;align-items:center;gap:4px 22px;max-width:1180px;margin:0 auto;padding:9px 24px}
        .d-brand{font-size:18px;font-weight:700;letter-spacing:-.02em;color:var(--letters);text-decoration:none}
        .d-bar nav ul{display:flex;flex-wrap:wrap;gap:2px;margin:0;padding:0;list-style:none}
        .d-bar nav ul a{display:block;padding:8px 12px;border-radius:8px;color:var(--quiet);text-decoration:none}
        .d-bar nav ul a:hover{background:var(--wash);color:var(--letters)}
        .d-bar nav ul a[aria-current]{background:var(--goBack);color:var(--go);font-weight:600}
        .d-who{display:flex;flex-wrap:wrap;align-items:center;gap:6px 16px;margin-left:auto;font-size:14px}
        .d-who form{margin:0}
        .d-user{color:var(--quiet);overflow-wrap:anywhere}
        .d-languages{display:flex;gap:12px}
        .d-languages [aria-current]{font-weight:600}
        .d-liveness{color:var(--quiet);font-size:13px;text-align:right;margin:-10px 0 10px}
        #liveness::before{content:"";display:inline-block;width:8px;height:8px;margin-right:7px;border-radius:50%;background:var(--other)}
        #liveness.on::before{background:var(--seen)}
        #stale{color:var(--warn);font-weight:600}
        .d-head{margin:0 0 20px}
        .d-head h1{margin-bottom:10px}
        .d-head>p:last-child{margin-bottom:0}
        """

    private static let parts = """
        .chip{display:inline-block}
        .chip.d-go{background:var(--goBack);color:var(--go)}
        .chip.d-off{background:var(--offBack);color:var(--off)}
        .d-notice{margin:0 0 18px;padding:12px 18px;border-radius:12px;background:var(--wash)}
        .d-notice p{margin:0}
        .d-notice p+p{margin-top:4px}
        .d-notice.good{background:var(--goodWash);color:var(--good)}
        .d-notice.warn{background:var(--warnWash);color:var(--warn)}
        .d-notice.bad{background:var(--badWash);color:var(--bad)}
        .d-notice a{color:inherit;font-weight:600}
        .d-narrow{max-width:640px;margin-left:auto;margin-right:auto}
        .d-narrow h1{font-size:22px}
        .d-empty{text-align:center;padding:44px 20px;color:var(--quiet)}
        .d-facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:14px 24px;margin:0}
        .d-facts dt{color:var(--quiet);font-size:13px}
        .d-facts dd{margin:0;overflow-wrap:anywhere}
        .d-figure{display:grid;grid-template-columns:minmax(120px,180px) minmax(0,1fr);gap:4px 18px;align-items:start;padding:7px 0}
        .sheet-part>.d-figure{margin:0}
        .d-figure-name{margin:0;color:var(--quiet)}
        .d-meter{display:grid;gap:3px;min-width:0}
        .d-meter span{font-variant-numeric:tabular-nums;font-size:14px}
        progress{appearance:none;-webkit-appearance:none;width:100%;height:8px;margin-top:8px;border:0;border-radius:4px;background:var(--track);overflow:hidden}
        progress::-webkit-progress-bar{background:var(--track)}
        progress::-webkit-progress-value{background:var(--sent);border-radius:4px;transition:width .3s}
        progress::-moz-progress-bar{background:var(--sent);border-radius:4px}
        .d-reads progress::-webkit-progress-value{background:var(--seen)}
        .d-reads progress::-moz-progress-bar{background:var(--seen)}
        @media (prefers-reduced-motion:reduce){progress::-webkit-progress-value{transition:none}}
        @media (forced-colors:active){progress{border:1px solid CanvasText}.chip,.d-button,button{border:1px solid}}
        .d-outlook{margin:0 0 18px;padding-left:20px}
        .d-outlook li{margin-bottom:6px;overflow-wrap:anywhere}
        .d-actions{display:flex;flex-wrap:wrap;gap:10px;margin:0;padding:0;list-style:none}
        .d-paging{display:flex;flex-wrap:wrap;gap:18px;margin:6px 0 14px}
        .d-detail{font-size:13px;color:var(--quiet);overflow-wrap:anywhere}
        """

    private static let runs = """
        .d-filters{display:flex;flex-wrap:wrap;gap:12px 24px;align-items:center;margin-bottom:16px}
        .d-filters form{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin:0 0 0 auto}
        .d-pills{display:flex;flex-wrap:wrap;gap:6px;margin:0;padding:0;list-style:none}
        .d-pills a{display:block;padding:6px 14px;border:1px solid var(--hair);border-radius:999px;background:var(--paper);color:var(--letters);text-decoration:none;font-size:14px}
        .d-pills a:hover{border-color:var(--quiet)}
        .d-pills a[aria-current]{border-color:var(--go);background:var(--goBack);color:var(--go);font-weight:600}
        .d-runs tbody th{min-width:210px}
        .d-runs tbody td:nth-child(4),.d-runs tbody td:nth-child(5){min-width:170px}
        .d-runs td:nth-child(3){white-space:nowrap}
        .d-title{font-weight:600;overflow-wrap:anywhere}
        .d-under{display:block;font-size:13px}
        """

    private static let forms = """
        label{font-weight:600}
        input[type=text],input[type=password],input[type=search]{width:100%;min-height:42px;padding:8px 12px;border:1px solid var(--edge-field);border-radius:10px;background:var(--paper);color:var(--letters);font:inherit}
        input[type=search]{width:190px;min-height:36px}
        ::placeholder{color:var(--quiet);opacity:1}
        input[type=checkbox]{flex:none;width:20px;height:20px;margin:2px 0;accent-color:var(--strong)}
        .d-field{margin:0 0 16px}
        .d-field label{display:block;margin-bottom:4px}
        .d-check{display:flex;gap:10px}
        .d-check label{margin:0;font-weight:400}
        .d-hint{margin:4px 0 0;color:var(--quiet);font-size:13px}
        button,.d-button{display:inline-block;min-height:42px;padding:9px 18px;border:1px solid var(--edge-field);border-radius:10px;background:var(--paper);color:var(--letters);font:inherit;font-weight:600;line-height:1.45;text-decoration:none;cursor:pointer}
        button:hover,.d-button:hover{background:var(--wash)}
        button.primary,.d-button.primary{border-color:var(--strong);background:var(--strong);color:var(--onStrong)}
        button.danger{border-color:var(--danger);background:var(--danger);color:var(--onStrong)}
        .d-button.danger{border-color:var(--danger);color:var(--danger)}
        button.d-quiet{min-height:36px;padding:6px 14px;font-weight:400}
        .d-choices{display:flex;flex-wrap:wrap;gap:10px;margin:20px 0 0}
        """

    /// A table of runs becomes a list of them where there is no room for columns.
    private static let narrow = """
        @media screen and (max-width:760px){main{padding:16px 14px 40px}.d-bar{padding:8px 14px}.d-foot{padding:14px}.d-who{margin-left:0}h1{font-size:23px}
        .d-figure{grid-template-columns:1fr;gap:0}.d-liveness{text-align:left;margin:0 0 12px}.d-filters form{margin-left:0}
        .d-runs thead,.d-runs caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .d-runs table,.d-runs tbody,.d-runs tr,.d-runs th,.d-runs td{display:block;width:100%;min-width:0!important}
        .d-runs tr{padding:12px 0;border-bottom:1px solid var(--hair)}.d-runs tr:first-child{padding-top:0}.d-runs tr:last-child{border-bottom:0;padding-bottom:0}
        .d-runs .figures th,.d-runs .figures td{border:0;padding:3px 0}}
        @media print{.d-top,.d-skip,.d-liveness,.d-actions,.d-filters,.d-paging{display:none}}
        """
}
