import json

from cnnkit.training import History


def test_round_trip_through_json():
    history = History([0.1], [0.2], [0.3], [0.4], [0.5], [0.6, 0.7])
    again = History.from_dict(json.loads(json.dumps(history.to_dict())))
    assert again == history
    assert again.batch_loss is not history.batch_loss


def test_text():
    assert repr(History()) == "History: 0 epochs"
    assert repr(History(loss=[0.5])) == "History: 1 epoch, loss 0.5000"
    both = History([0.5], [0.8], [0.7], [0.75])
    assert both.line() == "loss 0.5000  accuracy 80.0 %  validation loss 0.7000  accuracy 75.0 %"
