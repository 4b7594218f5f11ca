"""Drives a running feishu-sandbox with Feishu's official Python SDK (lark-oapi).

The SDK was written by Feishu against the real service, so whatever it sends and can decode is a second
opinion on the sandbox. Usage: drive_with_official_sdk.py http://127.0.0.1:PORT
Prints one line per check and "N passed, M failed" at the end; exits 1 when a check failed.
"""

import json
import sys
import urllib.request

import lark_oapi as lark
from lark_oapi.api.im.v1 import (
    DeleteBatchMessageRequest,
    GetProgressBatchMessageRequest,
    ReadUserBatchMessageRequest,
)

from contact_checks import check_contacts
from message_checks import check_messages

APP_ID = "cli_sandbox"
APP_SECRET = "sandbox-secret-not-real"

passed = 0
failed = 0


def check(name, actual, expected):
    global passed, failed
    if actual == expected:
        passed += 1
        print(f"ok      {name}")
    else:
        failed += 1
        print(f"FAILED  {name}: {actual!r} instead of {expected!r}")


def control(base, method, path, body=None):
    """A call to the sandbox's own interface, which the SDK knows nothing of."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data=data, method=method)
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def raw(client, method, uri, body=None, tokens=frozenset({lark.AccessTokenType.TENANT})):
    """A call the SDK has no model for; it still adds the token and decodes the envelope."""
    builder = lark.BaseRequest.builder().http_method(method).uri(uri).token_types(set(tokens))
    if body is not None:
        builder = builder.body(body)
    response = client.request(builder.build())
    return response, json.loads(response.raw.content)


def client_for(base, secret=APP_SECRET):
    return lark.Client.builder().app_id(APP_ID).app_secret(secret).domain(base).log_level(lark.LogLevel.ERROR).build()


def send(client, recipients, **message):
    message = message or {"msg_type": "text", "content": {"text": "The office closes at four on Friday"}}
    return raw(client, lark.HttpMethod.POST, "/open-apis/message/v4/batch_send/", {**message, **recipients})


def check_token(client):
    credentials = {"app_id": APP_ID, "app_secret": APP_SECRET}
    uri = "/open-apis/auth/v3/tenant_access_token/internal"
    response, body = raw(client, lark.HttpMethod.POST, uri, credentials, tokens=())
    check("token: raw call succeeds", response.success(), True)
    check("token: looks like a tenant token", body["tenant_access_token"][:2], "t-")
    check("token: lives two hours at most", 7000 < body["expire"] <= 7200, True)
    again, second = raw(client, lark.HttpMethod.POST, uri, credentials, tokens=())
    check("token: the same one again", second["tenant_access_token"], body["tenant_access_token"])
    _, wrong = raw(client, lark.HttpMethod.POST, uri, {**credentials, "app_secret": "wrong"}, tokens=())
    check("token: wrong secret", wrong["code"], 10015)
    _, unknown = raw(client, lark.HttpMethod.POST, uri, {**credentials, "app_id": "cli_nobody"}, tokens=())
    check("token: unknown app", unknown["code"], 10014)


def check_sending(client, company):
    people = [p for p in company["people"] if p["visible"] and not p["resigned"]]
    invisible = next(p for p in company["people"] if not p["visible"])
    resigned = next(p for p in company["people"] if p["resigned"])
    ids = [p["open_id"] for p in people[:50]] + [invisible["open_id"], resigned["open_id"], "ou_unknown"]
    response, body = send(client, {"open_ids": ids})
    check("send: accepted with the SDK's own token", (response.success(), response.code), (True, 0))
    check("send: a batch message id", body["data"]["message_id"][:3], "bm-")
    check("send: resigned and unknown ids come back", body["data"]["invalid_open_ids"], ids[-2:])
    check("send: the SDK finds the log id", bool(response.get_log_id()), True)
    _, departments = send(client, {"department_ids": ["eng", "nowhere"]})
    check("send: departments, one unknown", departments["data"]["invalid_department_ids"], ["nowhere"])
    return body["data"]["message_id"]


def check_refusals(client, company):
    one = {"open_ids": [company["people"][0]["open_id"]]}
    for name, code, message in [
        ("content as a string", 10003, {"msg_type": "text", "content": json.dumps({"text": "Hello all"})}),
        ("a post without its wrapper", 10003, {"msg_type": "post", "content": {"zh_cn": {"content": [[]]}}}),
        ("an unknown image", 11227, {"msg_type": "image", "content": {"image_key": "img_v3_unknown"}}),
        ("an unknown chat", 11231, {"msg_type": "share_chat", "content": {"share_chat_id": "oc_unknown"}}),
        ("an unknown template", 11246,
         {"msg_type": "interactive", "card": {"type": "template", "data": {"template_id": "AAqUnknown"}}}),
        ("a throw-away text", 230100, {"msg_type": "text", "content": {"text": "test"}}),
    ]:
        response, _ = send(client, one, **message)
        check(f"refused: {name}", (response.success(), response.code, response.raw.status_code), (False, code, 200))
    response, _ = send(client, {"open_ids": ["ou_x"] * 201})
    check("refused: 201 ids in a list", response.code, 10003)


def progress_of(client, message_id):
    request = GetProgressBatchMessageRequest.builder().batch_message_id(message_id).build()
    return client.im.v1.batch_message.get_progress(request)


def check_figures(client, base, message_id):
    control(base, "POST", "/sandbox/clock", {"advance_seconds": 3600})
    response = progress_of(client, message_id)
    check("progress: typed call succeeds", response.success(), True)
    counts = response.data.batch_message_send_progress
    check("progress: valid counts the invisible one", counts.valid_user_ids_count, 51)
    check("progress: delivered does not", counts.success_user_ids_count, 50)
    check("progress: about half have read", 10 < counts.read_user_ids_count < 45, True)
    check("progress: no recall", response.data.batch_message_recall_progress.recall, False)
    readers = client.im.v1.batch_message.read_user(
        ReadUserBatchMessageRequest.builder().batch_message_id(message_id).build())
    check("readers: typed call succeeds", readers.success(), True)
    check("readers: counts are strings", readers.data.read_user.total_count, "50")
    check("readers: agree with progress", int(readers.data.read_user.read_count) >= counts.read_user_ids_count, True)


def check_recall(client, base, message_id):
    response = client.im.v1.batch_message.delete(
        DeleteBatchMessageRequest.builder().batch_message_id(message_id).build())
    check("recall: typed call succeeds", (response.success(), response.code), (True, 0))
    control(base, "POST", "/sandbox/clock", {"advance_seconds": 600})
    recall = progress_of(client, message_id).data.batch_message_recall_progress
    check("recall: took everything back", (recall.recall, recall.recall_count), (True, 50))
    unknown = progress_of(client, "bm-" + "0" * 32)
    check("unknown batch: code and status", (unknown.code, unknown.raw.status_code), (230030, 400))
    check("unknown batch: the SDK decodes the error", unknown.error["log_id"], unknown.get_log_id())


def check_trouble(client, base, company):
    one = {"open_ids": [company["people"][0]["open_id"]]}
    effect = {"status": 429, "code": 99991400, "msg": "request trigger frequency limit",
              "headers": {"x-ogw-ratelimit-reset": "2"}}
    control(base, "POST", "/sandbox/faults", {"rules": [{"api": "batch_send", "effect": effect}]})
    response, _ = send(client, one)
    check("limited: code and header", (response.code, response.raw.headers["x-ogw-ratelimit-reset"]), (99991400, "2"))
    _, info = raw(client, lark.HttpMethod.GET, "/open-apis/bot/v3/info")
    check("bot info: the payload is under bot", info["bot"]["activate_status"], 2)
    # Last, because this SDK keeps using the token it has cached.
    control(base, "POST", "/sandbox/tokens/revoke")
    response, _ = send(client, one)
    check("revoked token: refused", (response.code, response.raw.status_code), (99991663, 400))


def check_journal(base, message_id):
    entries = control(base, "GET", "/sandbox/journal")["entries"]
    sent = next(e for e in entries if e["message_id"] == message_id and e["api"] == "batch_send")
    check("journal: the batch was processed", (sent["processed"], sent["people"]), (True, 51))
    check("journal: with its recipients", len(sent["recipients"]["open_ids"]), 51)
    check("journal: no secret in it", APP_SECRET in json.dumps(entries), False)


def main():
    base = sys.argv[1]
    if not base.startswith("http://127.0.0.1:"):
        sys.exit("only a sandbox on 127.0.0.1 may be driven")
    client = client_for(base)
    company = control(base, "GET", "/sandbox/company")
    check_token(client)
    message_id = check_sending(client, company)
    check_refusals(client, company)
    check_figures(client, base, message_id)
    check_recall(client, base, message_id)
    check_contacts(check, control, client, base, company)
    check_messages(check, control, client, base, company)
    check_trouble(client, base, company)
    check_journal(base, message_id)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
