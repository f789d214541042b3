"""The closing sentence: it names the model that suits the data, and claims no lead that may be chance."""

import math

from recommender.judging import Interval, Measured
from recommender.judging.advice import advice

NONE = Interval(math.nan, math.nan, math.nan)


def measured(
    model: str, ndcg: float, behind: tuple[float, float, float], ms: float, rmse: float = math.nan
) -> Measured:
    figures = {"nDCG@10": Interval(ndcg, ndcg - 0.01, ndcg + 0.01), "RMSE": Interval(rmse, rmse, rmse)}
    return Measured(
        model, figures, {"nDCG@10": Interval(*behind), "RMSE": Interval(0.1, 0.05, 0.15)}, 1.5, ms
    )


BEST = (0.0, math.nan, math.nan)


def test_a_sure_leader_is_advised_with_its_lead_and_its_cost() -> None:
    told = advice([measured("slow", 0.2, (0.1, 0.08, 0.12), 1), measured("good", 0.3, BEST, 9)], 10)
    assert told == (
        "For these data take good: its nDCG@10 is 0.300 (0.290 to 0.310), "
        "0.100 (0.080 to 0.120) over slow, and it costs 1.5 s to fit and 9 ms a request."
    )


def test_a_model_that_may_be_as_good_and_is_far_faster_is_advised_instead() -> None:
    told = advice([measured("good", 0.3, BEST, 9), measured("quick", 0.29, (0.01, -0.01, 0.03), 1)], 10)
    assert told.startswith("For these data take quick")
    assert "good's lead of 0.010 (-0.010 to 0.030) may be chance" in told


def test_one_that_is_hardly_faster_is_not_and_the_lead_is_called_unsure() -> None:
    told = advice([measured("good", 0.3, BEST, 9), measured("near", 0.29, (0.01, -0.01, 0.03), 8)], 10)
    assert told.startswith("For these data take good")
    assert "no sure lead over near" in told


def test_ratings_are_spoken_of_where_there_are_any() -> None:
    models = [measured("one", 0.3, BEST, 9, 0.9), measured("two", 0.2, (0.1, 0.05, 0.2), 9, 1.0)]
    assert "to foretell ratings, one comes nearest" in advice(models, 10)
    assert "ratings" not in advice(models, 10, explicit=False)


def test_one_model_alone_leads_nobody() -> None:
    assert " over " not in advice([measured("one", 0.3, BEST, 9)], 10)


def test_without_anything_to_judge_it_says_so() -> None:
    assert "too little history" in advice([measured("one", math.nan, BEST, 9)], 10)
