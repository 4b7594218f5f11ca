"""Sends single messages through the sandbox with the SDK's typed im/v1 calls: uploads, uuids, readers, pins, recall."""

import hashlib
import io
import json
import struct
import zlib

from lark_oapi.api.im.v1 import (
    CreateFileRequest,
    CreateFileRequestBody,
    CreateImageRequest,
    CreateImageRequestBody,
    CreateMessageRequest,
    CreateMessageRequestBody,
    CreatePinRequest,
    DeleteMessageRequest,
    DeletePinRequest,
    GetMessageRequest,
    ListPinRequest,
    Pin,
    ReadUsersMessageRequest,
    UrgentAppMessageRequest,
    UrgentReceivers,
)


def png(width, height):
    """A whole, valid PNG: black pixels."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0\0\0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def send(client, kind, receiver, type, content, uuid=None):
    body = CreateMessageRequestBody.builder().receive_id(receiver).msg_type(type).content(json.dumps(content))
    if uuid:
        body = body.uuid(uuid)
    return client.im.v1.message.create(
        CreateMessageRequest.builder().receive_id_type(kind).request_body(body.build()).build())


def upload_image(client, content):
    body = CreateImageRequestBody.builder().image_type("message").image(io.BytesIO(content)).build()
    return client.im.v1.image.create(CreateImageRequest.builder().request_body(body).build())


def check_uploads(check, client, person):
    image = upload_image(client, png(8, 6))
    check("image: typed upload succeeds", image.success(), True)
    sent = send(client, "open_id", person["open_id"], "image", {"image_key": image.data.image_key})
    check("image: its key can be sent", sent.success(), True)
    check("image: no picture", upload_image(client, b"hello").code, 234011)
    check("image: too wide", upload_image(client, png(12001, 1)).code, 234039)
    body = CreateFileRequestBody.builder().file_type("pdf").file_name("rules.pdf").file(io.BytesIO(b"%PDF-1.7")).build()
    file = client.im.v1.file.create(CreateFileRequest.builder().request_body(body).build())
    check("file: typed upload succeeds", file.success(), True)
    content = {"file_key": file.data.file_key}
    check("file: its key can be sent", send(client, "open_id", person["open_id"], "file", content).success(), True)
    check("file: not as audio", send(client, "open_id", person["open_id"], "audio", content).code, 230055)


def check_sending(check, client, company, person):
    content = {"text": "The canteen opens at eleven"}
    first = send(client, "email", person["email"], "text", content, uuid="interop-1")
    check("message: typed call succeeds", (first.success(), first.data.msg_type), (True, "text"))
    check("message: its content comes back", json.loads(first.data.body.content), content)
    again = send(client, "open_id", person["open_id"], "text", content, uuid="interop-1")
    check("message: the same uuid is the same message", again.data.message_id, first.data.message_id)
    left = next(p for p in company["people"] if p["resigned"])
    invisible = next(p for p in company["people"] if not p["visible"])
    outside = next(c for c in company["chats"] if not c["bot"])
    for name, kind, id, code in [
        ("who has left", "open_id", left["open_id"], 230029),
        ("who is outside the availability", "union_id", invisible["union_id"], 230013),
        ("a group without the bot", "chat_id", outside["chat_id"], 230002),
        ("another app's open_id", "open_id", company["foreign_open_ids"][0], 99992361),
    ]:
        refused = send(client, kind, id, "text", content)
        check(f"message refused: {name}", (refused.code, refused.raw.status_code), (code, 400))
    return first.data.message_id


def check_about(check, control, client, base, company, person, message_id):
    got = client.im.v1.message.get(GetMessageRequest.builder().message_id(message_id).build())
    check("message: can be looked at", got.data.items[0].sender.id, "cli_sandbox")
    group = next(c for c in company["chats"] if c["bot"])
    notice = send(client, "chat_id", group["chat_id"], "post", {"zh_cn": {"title": "通知", "content": [[]]}})
    control(base, "POST", "/sandbox/clock", {"advance_seconds": 1800})
    readers = client.im.v1.message.read_users(ReadUsersMessageRequest.builder().message_id(notice.data.message_id)
                                              .user_id_type("open_id").page_size(100).build())
    ids = [r.user_id for r in readers.data.items]
    check("readers: some of the group, each once", (0 < len(ids) == len(set(ids)), set(ids) <= set(group["open_ids"])),
          (True, True))
    urgent = client.im.v1.message.urgent_app(
        UrgentAppMessageRequest.builder().message_id(message_id).user_id_type("open_id").request_body(
            UrgentReceivers.builder().user_id_list([person["open_id"], "ou_nobody"]).build()).build())
    check("urgent: strangers come back", urgent.data.invalid_user_id_list, ["ou_nobody"])
    pin = client.im.v1.pin.create(
        CreatePinRequest.builder().request_body(Pin.builder().message_id(notice.data.message_id).build()).build())
    check("pin: typed call succeeds", (pin.success(), pin.data.pin.chat_id), (True, group["chat_id"]))
    listed = ListPinRequest.builder().chat_id(group["chat_id"]).build()
    check("pin: is listed", [p.message_id for p in client.im.v1.pin.list(listed).data.items], [notice.data.message_id])
    client.im.v1.pin.delete(DeletePinRequest.builder().message_id(notice.data.message_id).build())
    check("pin: is gone", client.im.v1.pin.list(listed).data.items, [])
    recall = DeleteMessageRequest.builder().message_id(message_id).build()
    check("message: is taken back", client.im.v1.message.delete(recall).success(), True)
    check("message: only once", client.im.v1.message.delete(recall).code, 230110)


def check_who_got_what(check, control, base, person, message_id):
    text = json.dumps({"text": "The canteen opens at eleven"}, sort_keys=True, separators=(",", ":"))
    hash = hashlib.sha256(text.encode()).hexdigest()
    deliveries = control(base, "GET", "/sandbox/deliveries")["deliveries"]
    mine = [d for d in deliveries if d["content_sha256"] == hash]
    check("deliveries: one person, once, by its uuid", [(d["open_id"], d["uuid"], d["recalled"]) for d in mine],
          [(person["open_id"], "interop-1", True)])
    entries = control(base, "GET", "/sandbox/journal")["entries"]
    sent = [e for e in entries if e.get("content_sha256") == hash]
    check("journal: one send that was processed", [e["message_id"] for e in sent], [message_id])


def check_messages(check, control, client, base, company):
    person = next(p for p in company["people"] if p["visible"] and not p["resigned"])
    check_uploads(check, client, person)
    # At most five a second reach one person.
    message_id = check_sending(check, client, company, person)
    check_about(check, control, client, base, company, person, message_id)
    check_who_got_what(check, control, base, person, message_id)
