import Foundation
import TestSupport

/// Sound inputs to start from: the examples of the source tree, and answers as Feishu's pages show them.
enum Corpus {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The example manifests and the schemas.
    static let manifests: [[UInt8]] = ["jobs", "schema"].flatMap { folder in
        let url = root.appendingPathComponent(folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap {
            (try? Data(contentsOf: url.appendingPathComponent($0))).map { Array($0) }
        }
    }

    static let envelopes = [
        #"{"code":0,"msg":"ok","data":{"message_id":"bm-dc13264520392913993dd051dba21dcf","invalid_department_ids":[],"invalid_open_ids":["ou_1"],"invalid_union_ids":[],"invalid_user_ids":["7cdcc7c2"]}}"#,
        #"{"code":0,"msg":"success","data":{"batch_message_send_progress":{"valid_user_ids_count":204,"success_user_ids_count":200,"read_user_ids_count":150},"batch_message_recall_progress":{"recall":true,"recall_count":100}}}"#,
        #"{"code":0,"msg":"success","data":{"read_user":{"read_count":"10","total_count":"20"}}}"#,
        #"{"code":99991672,"msg":"Access denied. One of the following scopes is required: [im:message]","error":{"log_id":"20260901abc","permission_violations":[{"type":"action_scope_required","subject":"im:message"}]}}"#,
        #"{"code":11246,"msg":"Failed to create card content, ext=ErrCode: 200570; ErrMsg: invalid","data":null}"#,
        #"{"code":99991400,"msg":"request trigger frequency limit"}"#,
        #"{"code":0,"expire":7200,"msg":"ok","tenant_access_token":"t-caecc734c2e3328a62489fe0648c4b98779515d3"}"#,
        #"{"bot":{"activate_status":2,"app_name":"larkcast","avatar_url":"https://s1","ip_white_list":[],"open_id":"ou_e6e14f667cfe239d7b129b521dce0569"},"code":0,"msg":"ok"}"#,
        "<html><body>502 Bad Gateway</body></html>", "",
    ].map { Array($0.utf8) }

    /// Answers of the contact, app and single-message pages.
    static let answers = [
        #"{"code":0,"msg":"success","data":{"has_more":true,"page_token":"next+/=","items":[{"name":"财务","department_id":"D096","open_department_id":"od-4e6ac4d1","parent_department_id":"0","member_count":100,"status":{"is_deleted":false}},{"open_department_id":"od-2"}]}}"#,
        #"{"code":0,"data":{"has_more":false,"items":[{"union_id":"on_94a1","user_id":"3e3cf96b","open_id":"ou_7dab8a3d","name":"张三","status":{"is_frozen":false,"is_resigned":true,"is_activated":true,"is_exited":false},"department_ids":["od-1","D2"]}]}}"#,
        #"{"code":0,"data":{"user_list":[{"user_id":"ou_1","mobile":"13800000000","status":{"is_resigned":true}},{"user_id":"","email":"a@example.com"}]}}"#,
        #"{"code":0,"data":{"items":[{"user_id_type":"open_id","user_id":"ou_1","timestamp":"1609484183000"}],"has_more":true,"page_token":"asked"}}"#,
        #"{"code":0,"data":{"message_id":"om_dc13264520392913993dd051dba21dcf","chat_id":"oc_1","body":{"content":"{}"}}}"#,
        #"{"code":230001,"msg":"invalid request parameter, ext=invalid receive_id"}"#,
        #"{"code":230013,"msg":"Bot has NO availability to this user"}"#,
        #"{"code":230049,"msg":"The message is being sent"}"#,
        #"{"code":230099,"msg":"Failed to create card content, ext=ErrCode: 200621; ErrMsg: parse"}"#,
    ].map { Array($0.utf8) }

    static let values = [
        "[]", "{}", "0", "-1.5e-3", "\"a\\n\\ud83d\\ude00\"", "{\"a\":[1,2,{\"b\":null}],\"c\":true}",
        "[\"ou_1\",\"ou_2\"]",
        " [ 1 , 2 ] ", "{\"é\":1,\"\u{65}\u{301}x\":2}",
    ].map { Array($0.utf8) }

    static let lists = ["[\"ou_1\",\"ou_2\"]", "[]", "[\"a\"]", " [\"a\" , \"b\"]", "[\"\\u0061\"]"].map {
        Array($0.utf8)
    }

    /// CSV files of people.
    static let audiences = [
        "open_id\nou_1\nou_2\nou_1\n", "\u{FEFF}open_id,email\r\nou_1,a@a.example\r\n,b@a.example\r\n",
        "name,user_id,mobile\n\"A, \"\"B\"\"\",e1,\n\"two\r\nlines\",,+4915112345678\n\n,,\n",
        "department_id,union_id,姓名\nod-1,,\n,on_2,王\nsales,,x", "", "open_id\n",
    ].map { Array($0.utf8) }

    /// Sounds, films and pictures.
    static let media = [
        SampleMedia.opus(milliseconds: 2000), SampleMedia.mp4(milliseconds: 2000),
        SampleMedia.mp4(header: SampleMedia.movieHeader(units: 90_000, scale: 90_000, isLong: true)),
        SampleMedia.png(), Array("%PDF-1.7".utf8),
    ]

    static let configurations = [
        """
        default_profile: default
        profiles:
          default: {app_id: cli_a1, base_url: "https://open.feishu.cn", app_secret_file: app_secret}
          lark:
            app_id: cli_b2   # another cloud
            base_url: https://open.larksuite.com
            ca_file: ca.pem
            proxy: http://proxy:3128
        limits: {per_second: 50, per_minute: 1000}
        retry: {tries: 3}
        confirm_above: 500
        tracking: {intervals: [10, 30, 60]}
        """, "{}", "a: &x [1, *x]\n", "- 1\n- 2\n", "\"a\": 'b'\n? c\n: |\n  d\n",
    ].map { Array($0.utf8) }
}
