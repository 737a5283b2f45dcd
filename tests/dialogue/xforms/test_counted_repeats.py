"""Repeats that a count decides, and repeats within repeats."""

from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, moment, paths, repeat, started

NESTED = (
    '<home jr:template=""><rooms/><room jr:template=""><beds/></room></home>'
    "<home><rooms/><room><beds/></room></home><all/><most/>"
)
RULES = (
    bind("home/rooms", "int")
    + bind("home/room/beds", "int")
    + bind("all", calculate="sum(/data/home/room/beds)")
    + bind("most", calculate="max(/data/home/rooms)")
)
ROOMS = repeat("home/room", ask("home/room/beds"), count="../rooms")


def counted(count: str = "/data/n") -> Instance:
    return started(
        '<n/><m jr:template=""><a>5</a><b/></m><m><a/><b/></m><x/>',
        binds=bind("n", "int")
        + bind("m/b", calculate="position(..)")
        + bind("x", calculate="sum(/data/m/a)"),
        body=ask("n") + repeat("m", ask("m/a"), count=count),
    )


def homes() -> Instance:
    return started(NESTED, binds=RULES, body=repeat("home", ask("home/rooms") + ROOMS))


def test_a_counted_repeat_begins_without_instances() -> None:
    instance = counted()

    assert instance.repeats("/data/m") == ()
    assert instance.value("/data/x") == "0"


def test_a_count_brings_instances_with_their_defaults_and_no_place_for_more() -> None:
    instance = counted()

    instance.answer("/data/n", "2", moment())

    assert paths(instance) == ["/data/n", "/data/m[1]/a", "/data/m[2]/a"]
    assert instance.value("/data/x") == "10"
    assert instance.value("/data/m[2]/b") == "2"


def test_answered_instances_stay_when_the_count_falls() -> None:
    instance = counted()
    instance.answer("/data/n", "3", moment())
    instance.answer("/data/m[3]/a", "7", moment())

    instance.answer("/data/n", "1", moment())

    assert len(instance.repeats("/data/m")) == 3
    assert instance.value("/data/x") == "17"
    instance.remove("/data/m[2]")
    assert [instance.value(f"{path}/a") for path in instance.repeats("/data/m")] == ["5", "7"]


def test_a_count_is_bounded_and_no_number_counts_nothing() -> None:
    instance = counted("/data/n * 1000 - 100")
    instance.answer("/data/n", "0", moment())
    assert instance.repeats("/data/m") == ()

    instance.answer("/data/n", "5", moment())

    assert len(instance.repeats("/data/m")) == 200
    assert counted("'two'").repeats("/data/m") == ()


def test_a_count_may_go_on_while_the_last_answer_says_so() -> None:
    instance = started(
        '<m jr:template=""><more/></m><n/>',
        binds=bind("n", calculate="1 + count(/data/m[more = 'yes'])"),
        body=repeat("m", ask("m/more"), count="/data/n"),
    )
    assert paths(instance) == ["/data/m[1]/more"]

    instance.answer("/data/m[1]/more", "yes", moment())
    assert paths(instance) == ["/data/m[1]/more", "/data/m[2]/more"]
    instance.answer("/data/m[2]/more", "no", moment())

    assert len(instance.repeats("/data/m")) == 2


def test_an_instance_counts_the_repeat_within_it() -> None:
    instance = homes()
    instance.answer("/data/home[1]/rooms", "2", moment())
    instance.add("/data/home")

    instance.answer("/data/home[2]/rooms", "1", moment())

    assert paths(instance) == [
        "/data/home[1]/rooms",
        "/data/home[1]/room[1]/beds",
        "/data/home[1]/room[2]/beds",
        "/data/home[2]/rooms",
        "/data/home[2]/room[1]/beds",
        "/data/home",
    ]
    places = instance.steps()[2].repeats
    assert [(place.path, place.index, place.count) for place in places] == [
        ("/data/home[1]", 1, 2),
        ("/data/home[1]/room[2]", 2, 2),
    ]


def test_answers_within_within_add_up_and_survive_the_draft() -> None:
    instance = homes()
    instance.answer("/data/home[1]/rooms", "2", moment())
    instance.add("/data/home")
    instance.answer("/data/home[2]/rooms", "1", moment())
    for path, beds in (
        ("home[1]/room[1]", "4"),
        ("home[1]/room[2]", "1"),
        ("home[2]/room[1]", "2"),
    ):
        instance.answer(f"/data/{path}/beds", beds, moment())

    instance = Instance.load(instance.form, instance.dump(), moment())
    instance.answer("/data/home[2]/room[1]/beds", "3", moment())

    assert (instance.value("/data/all"), instance.value("/data/most")) == ("8", "2")
    instance.remove("/data/home[1]")
    assert (instance.value("/data/all"), instance.value("/data/most")) == ("3", "1")


def test_open_repeats_within_repeats_have_their_own_places_for_more() -> None:
    instance = started(
        "<a><b><c/></b></a>", body=repeat("a", repeat("a/b", ask("a/b/c")), label="A")
    )
    instance.add("/data/a")
    assert paths(instance) == [
        "/data/a[1]/b[1]/c",
        "/data/a[1]/b",
        "/data/a[2]/b[1]/c",
        "/data/a[2]/b",
        "/data/a",
    ]

    instance.add("/data/a[2]/b")

    assert instance.repeats("/data/a[2]/b") == ("/data/a[2]/b[1]", "/data/a[2]/b[2]")
    assert instance.repeats("/data/a[1]/b") == ("/data/a[1]/b[1]",)


def test_a_position_tells_that_of_the_outer_instance_too() -> None:
    instance = started(
        "<a><b><c/><d/></b></a>",
        binds=bind("a/b/d", calculate="concat(position(../..), '.', position(..))"),
        body=repeat("a", repeat("a/b", ask("a/b/c"))),
    )
    instance.add("/data/a")
    instance.add("/data/a[2]/b")
    assert instance.value("/data/a[2]/b[2]/d") == "2.2"

    instance.remove("/data/a[1]")

    assert instance.value("/data/a[1]/b[2]/d") == "1.2"
