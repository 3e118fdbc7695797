from cnnkit.models import alexnet, alexnet_table, summary


def test_counts():
    assert sum(p.size for p in alexnet().parameters()) == 62_378_344
    assert sum(p.size for p in alexnet(groups=2).parameters()) == 60_965_224


def test_sizes_shrink_as_in_the_paper():
    table = {name: (shape, count) for name, shape, count in alexnet_table()}
    assert [table[name][0][1] for name in ("conv1", "pool1", "pool2", "pool5")] == [55, 27, 13, 6]
    assert len([name for name in table if name.startswith("pool")]) == 3
    assert table["conv1"][1] == 96 * 11 * 11 * 3 + 96 == 34_944
    assert table["conv2"][1] == 256 * 5 * 5 * 48 + 256
    assert table["fc6"] == ((4096,), 9216 * 4096 + 4096)
    assert table["fc6"][1] > 60_965_224 / 2, "over half in the first dense layer"
    assert sum(count for _, count in table.values()) == 60_965_224


def test_one_tower_has_the_same_shapes():
    shapes = [row.shape for row in summary(alexnet(), (3, 227, 227)).rows]
    assert shapes == [row.shape for row in summary(alexnet(groups=2), (3, 227, 227)).rows]
