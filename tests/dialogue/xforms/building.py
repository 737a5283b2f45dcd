"""Builders of small forms and moments for the tests of the form runtime."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogue.moment import Moment
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance

NOW = datetime(2026, 11, 25, 8, 44, 44, 457_000, tzinfo=ZoneInfo("Asia/Bangkok"))
TH, LO = "ไทย (th)", "ລາວ (lo)"


def moment(*, now: datetime = NOW, seed: str = "event") -> Moment:
    return Moment(now=now, seed=seed)


def xform(
    nodes: str = "<a/>",
    *,
    binds: str = "",
    body: str = "",
    lists: str = "",
    itext: str = "",
    model: str = "",
    root: str = 'id="visit" version="3"',
) -> str:
    """Write an XForm around its parts; nodes lie in /data."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:line="https://siao.example/line"><h:head><h:title>เยี่ยมบ้าน</h:title><model>{itext}
<instance><data {root}>{nodes}<meta><instanceID/></meta></data></instance>{lists}{binds}
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>{model}</model></h:head>
<h:body>{body}</h:body></h:html>"""


def started(nodes: str = "<a/>", *, at: Moment | None = None, **parts: str) -> Instance:
    """Begin a form that is made of these parts."""
    return Instance.new(Form.parse(xform(nodes, **parts)), at or moment())


def escaped(expression: str) -> str:
    return expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def computed(expression: str, *, nodes: str = "", binds: str = "", lists: str = "") -> str:
    """Tell what a calculation stores in a text node beside the given ones."""
    calculate = f'<bind nodeset="/data/x" calculate="{escaped(expression)}"/>'
    return started(f"{nodes}<x/>", binds=binds + calculate, lists=lists).value("/data/x")


def bind(path: str, type_name: str = "string", **rules: str) -> str:
    """Write a bind of /data/…; the underscore in a rule's name stands for a colon."""
    written = "".join(
        f' {name.replace("_", ":")}="{escaped(rule)}"' for name, rule in rules.items()
    )
    return f'<bind nodeset="/data/{path}" type="{type_name}"{written}/>'


def ask(path: str, label: str = "?", inside: str = "", tag: str = "input") -> str:
    """Write a control of /data/…"""
    return f'<{tag} ref="/data/{path}"><label>{label}</label>{inside}</{tag}>'


def items(*values: str) -> str:
    """Write choices, each labelled with its value in capitals."""
    return "".join(
        f"<item><label>{value.upper()}</label><value>{value}</value></item>" for value in values
    )


def listed(name: str, *rows: str) -> str:
    """Write a list whose rows read `name label key=value …`."""
    written = []
    for row in rows:
        value, label, *more = row.split()
        extras = "".join(f"<{key}>{text}</{key}>" for key, text in (one.split("=") for one in more))
        written.append(f"<item><name>{value}</name><label>{label}</label>{extras}</item>")
    return f'<instance id="{name}"><root>{"".join(written)}</root></instance>'


def repeat(path: str, inside: str, *, label: str = "?", count: str = "", more: str = "") -> str:
    """Write a repeat of /data/… with its label, what it asks, and the number of its instances."""
    counted = f' jr:count="{escaped(count)}"' if count else ""
    return (
        f'<group ref="/data/{path}"><label>{label}</label>'
        f'<repeat nodeset="/data/{path}"{counted}{more}>{inside}</repeat></group>'
    )


def paths(instance: Instance) -> list[str]:
    """List where the form stands: its questions, and where an instance may be added."""
    return [step.path for step in instance.steps()]
