from service.training.lookalikes import Lookalikes

PASSAGES = ["全县修建公路40公里。", "全县新建学校3所。", "粮食产量增长。"]


def test_the_passage_that_shares_most_comes_first():
    assert Lookalikes(PASSAGES).like("全县修建公路多少公里？", 2) == [0, 1]


def test_a_passage_that_shares_nothing_does_not_come():
    assert Lookalikes(PASSAGES).like("粮食？", 3) == [2]


def test_the_order_does_not_depend_on_the_run():
    index = Lookalikes(["甲乙丙丁", "甲乙戊己", "甲乙庚辛"])
    assert index.like("甲乙", 3) == [0, 1, 2]
