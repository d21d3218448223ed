"""Reads a letter with another program than ours: prints its headers and parts as JSON."""
import base64, email, email.policy, json, sys

message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = []
for part in message.walk():
    if part.is_multipart():
        continue
    parts.append({
        "type": part.get_content_type(),
        "disposition": part.get_content_disposition(),
        "name": part.get_filename(),
        "cid": part.get("Content-ID"),
        "bytes": base64.b64encode(part.get_payload(decode=True)).decode(),
    })
print(json.dumps({
    "headers": {name: str(value) for name, value in message.items()},
    "parts": parts,
    "defects": [str(defect) for part in message.walk() for defect in part.defects],
}))
