import JobModel

/// The texts `init` writes.
enum InitialFiles {
    static let configuration = """
        # larkcast configuration. Command line and environment (LARKCAST_…) win over this file.
        # Every key is checked: a misspelt one is an error, not a surprise.

        default_profile: default

        profiles:
          default:
            # https://open.feishu.cn (China) or https://open.larksuite.com (Lark).
            base_url: https://open.feishu.cn
            # "Credentials & Basic Info" of your app in the developer console.
            app_id: cli_replace_me
            # A file with nothing but the app secret, readable by you alone (mode 0600).
            # Relative to this file.
            app_secret_file: app_secret
            # ca_file: company-ca.pem     # certificate authorities to trust instead of the system's
            # proxy: http://proxy:3128    # none unless named here, whatever the environment says

        # Feishu's documented limits of batch_send; lower them when other programs use the same app.
        # They hold in every sliding window, over all processes that use the same store.
        limits:
          per_second: 50
          per_minute: 1000
          # Looks at delivery a minute, and as many at reads (at most 800); a recall has a window of its own.
          polls_per_minute: 100
          # Recipients within any 24 hours, beyond which nothing new is begun; Feishu refuses beyond 500000.
          recipients_per_day: 500000
          # Calls a month, where the tenant's plan limits them; looks stop at four fifths.
          # calls_per_month: 10000

        # How long to wait for a connection and for a whole request. An answer that comes too late puts its batch in doubt.
        # timeouts:
        #   connect_ms: 10000
        #   total_ms: 30000

        # People above which `run` wants the head-count typed.
        confirm_above: 500

        # Who is told what becomes of runs, besides the "owner" of a manifest. The address is a secret: keep it in a file
        # of mode 0600, or in LARKCAST_WEBHOOK_FILE. docs/notifications.md has the details.
        # notify:
        #   webhook_file: webhook
        #   on: [halt, pause, missed, finish, gate_failed, recall]

        # Who may use the dashboard of `larkcast serve --listen`; without users it is for looking only, on this machine only.
        # `larkcast token NAME --role viewer|author|approver` makes the lines; docs/dashboard.md has the details.
        # dashboard:
        #   public_url: https://larkcast.example.com
        #   users:
        #     - name: Li Na
        #       role: approver
        #       token_sha256: …

        # Seconds between looks at delivery and reads; the last one repeats.
        # tracking:
        #   intervals: [10, 30, 60, 120, 300, 600, 1800, 3600]

        """

    static let manifest = """
        {
          "$schema": "../schema/job.schema.json",
          "job": "welcome",
          "title": "Welcome to larkcast",
          "audience": {
            "users": { "open_ids": ["\(RecipientShape.placeholder)"] }
          },
          "message": {
            "text": "Hello from larkcast. If you can read this, announcements will arrive here.\\n你好，公告会发到这里。"
          }
        }

        """
}
