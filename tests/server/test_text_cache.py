"""What was said of a text before is not found out again, and nobody fills our memory by it."""

from server.text_cache import LONGEST, MOST, cached


def test_a_short_text_is_cached() -> None:
    looked: list[str] = []

    @cached
    def size(text: str) -> int:
        looked.append(text)
        return len(text)

    assert [size("karma"), size("karma")] == [5, 5]
    assert looked == ["karma"]


def test_a_long_text_is_not_cached() -> None:
    looked: list[str] = []

    @cached
    def size(text: str) -> int:
        looked.append(text)
        return len(text)

    long = "k" * (LONGEST + 1)
    assert [size(long), size(long)] == [LONGEST + 1] * 2
    assert looked == [long] * 2


def test_the_cache_keeps_the_latest_texts() -> None:
    looked: list[str] = []

    @cached
    def same(text: str) -> str:
        looked.append(text)
        return text

    for number in range(MOST + 1):
        same(f"{number}")
    same("0")
    assert looked.count("0") == 2
    same("1000")
    assert looked.count("1000") == 1
