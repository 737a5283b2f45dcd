"""What a form is told of a person: names, age, consent, and whether it is due."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.secrets import Keyring
from bot.store import Store
from dialogue.interview import Given
from dialogue.xforms.form import Form
from handlers import register
from handlers.consenting import RECORD, record
from handlers.context import Context
from handlers.giving import given_to, is_of_visits
from models.follow_up import FollowUp
from tests.content.shipped import form
from tests.handlers.acting import TAMBON, Actor

PROPERTIES = {
    "birth_year": "1950",
    "sex": "female",
    "groups": "elderly dependent",
    "household": "H-7",
    "village": "โนนสำราญ",
    "carer": "ลูกสาว",
}
BY_LIST = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>t</h:title><model><instance><data id="t" version="1"><person/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="persons" src="jr://file-csv/persons.csv"/>
<bind nodeset="/data/person" type="string"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body><select1 ref="/data/person"><label>p</label>
<itemset nodeset="instance('persons')/root/item"><value ref="name"/><label ref="label"/></itemset>
</select1></h:body></h:html>"""


@pytest.fixture
def actor(store: Store, keys: Keyring) -> Actor:
    return Actor(store=store, keys=keys)


def person_of(actor: Actor) -> str:
    new = register.New(name="ยายแดง", area=TAMBON, properties=PROPERTIES)
    return actor.does(lambda ctx: register.add(new, ctx).id)


def told(actor: Actor, person_id: str, asked: Form) -> Given:
    def give(ctx: Context) -> Given:
        known = register.known(person_id, ctx)
        assert known is not None
        return given_to(asked, known, None, ctx)

    return actor.does(give)


def agreed_by(person_id: str, given_by: str) -> Callable[[Context], None]:
    return lambda ctx: record(person_id, (RECORD,), given_by, ctx)


def test_a_form_is_told_the_properties_of_the_person_by_their_names(actor: Actor) -> None:
    person_id = person_of(actor)

    values = told(actor, person_id, form("home_visit")).values

    assert values["person"].startswith("ยายแดง ")
    assert values["area"] == "โนนสำราญ"
    assert values["person_sex"] == "female"
    assert values["person_groups"] == "elderly dependent"
    assert values["person_carer"] == "ลูกสาว"
    assert values["person_id"] == person_id
    assert values["person_due"] == ""
    assert int(values["person_age"]) in {75, 76}


def test_a_question_that_picks_from_the_list_is_given_the_persons_id(actor: Actor) -> None:
    person_id = person_of(actor)

    by_list = Form.parse(BY_LIST, is_live=lambda name: name == "persons")

    assert told(actor, person_id, by_list).values["person"] == person_id


def test_consent_is_given_while_it_stands_with_by_whom(actor: Actor) -> None:
    person_id = person_of(actor)
    assert "consent" not in told(actor, person_id, form("home_visit")).values

    actor.does(agreed_by(person_id, "carer"))

    values = told(actor, person_id, form("home_visit")).values
    assert (values["consent"], values["consent_by"]) == ("yes", "carer")


def test_a_form_for_those_who_agree_themselves_asks_where_another_agreed(actor: Actor) -> None:
    person_id = person_of(actor)
    actor.does(agreed_by(person_id, "carer"))

    assert "consent" not in told(actor, person_id, form("depression_2q_9q")).values

    actor.does(agreed_by(person_id, "self"))
    assert told(actor, person_id, form("depression_2q_9q")).values["consent"] == "yes"


def test_a_form_knows_that_it_is_due(actor: Actor, store: Store) -> None:
    person_id = person_of(actor)
    made_at = actor.does(lambda ctx: ctx.moment.now)
    with store.writing() as session:
        session.add(
            FollowUp(
                id="owed",
                person_id=person_id,
                area=TAMBON,
                task="adl",
                subject="adl",
                form_id="barthel_adl",
                opens_on=date(2020, 1, 1),
                due_on=date(2020, 1, 2),
                made_at=made_at,
            )
        )

    assert told(actor, person_id, form("barthel_adl")).values["person_due"] == "yes"
    assert told(actor, person_id, form("fall_risk")).values["person_due"] == ""


def test_the_register_of_a_household_is_no_form_of_a_visit() -> None:
    assert is_of_visits(form("home_visit"))
    assert is_of_visits(form("carer_strain"))
    assert not is_of_visits(form("household_register"))
