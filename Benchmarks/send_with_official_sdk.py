"""Sends a manifest's people with Feishu's official Python SDK (lark-oapi), 200 ids a call, keeping no record.

Usage: send_with_official_sdk.py http://127.0.0.1:PORT MANIFEST THREADS
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import lark_oapi as lark

base, path, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path) as file:
    manifest = json.load(file)
ids = manifest["audience"]["users"]["open_ids"]
size = manifest["delivery"]["batch_size"]
client = lark.Client.builder().app_id("cli_bench").app_secret("not-a-secret").domain(base)
client = client.log_level(lark.LogLevel.ERROR).build()


def send(batch):
    request = (
        lark.BaseRequest.builder()
        .http_method(lark.HttpMethod.POST)
        .uri("/open-apis/message/v4/batch_send/")
        .token_types({lark.AccessTokenType.TENANT})
        .body({"msg_type": "text", "content": manifest["message"], "open_ids": batch})
        .build()
    )
    response = client.request(request)
    if not response.success():
        raise SystemExit(f"refused: {response.code} {response.msg}")
    return json.loads(response.raw.content)["data"]["message_id"]


batches = [ids[start : start + size] for start in range(0, len(ids), size)]
if threads == 1:
    sent = [send(batch) for batch in batches]
else:
    with ThreadPoolExecutor(threads) as pool:
        sent = list(pool.map(send, batches))
if len(set(sent)) != len(batches):
    raise SystemExit("a message id came twice")
