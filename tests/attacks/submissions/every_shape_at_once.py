# attack: replies contradict themselves: shapes that lie, object arrays, bombs, two replies in one
# %% cell
import base64, json, sys
hand = sys.modules.get("graders_hand.agent")
if hand is not None:
    count = [0]
    def message(node, blocks=b""):
        text = json.dumps(node).encode()
        return b"cnnkit1\n" + len(text).to_bytes(4, "little") + text + blocks
    def answer(text):
        nonce = hand.asked(hand.decode(base64.b64decode(text)))[0]
        good = hand.encode(hand.reply(nonce, hand.Outcome("returned", value=1.0)))
        count[0] += 1
        data = [
            message(["a", "|O", [1]], b"\0" * 8), message(["a", "<f8", [2**40]]),
            message(["a", "<f8", [-1]]), good + good, good[:-1], b"", b"cnnkit1\n" + b"\xff" * 4,
            message(["l"] + ["x" * 1000] * 3000), b"PK\x03\x04" + b"\0" * 100, message([[[[[]]]]]),
            b"[" * 100000, base64.b64encode(good),
        ][count[0] % 12]
        return base64.b64encode(data).decode()
    hand.answer = answer
