"""A house with a small form, for tests of what people meet."""

from collections.abc import AsyncIterator

import pytest

from bot.secrets import Keyring
from bot.store import Store
from tests.house import House, open_house

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>แบบเล็ก</h:title><model><instance><data id="small" version="1">
<name/><picture/><color/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/name" type="string" required="true()"/>
<bind nodeset="/data/picture" type="binary"/>
<bind nodeset="/data/color" type="string"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/name"><label>ชื่อเล่นอะไร</label></input>
<upload ref="/data/picture" mediatype="image/*"><label>ส่งรูปบ้าน</label></upload>
<select1 ref="/data/color"><label>สีอะไร</label>
<item><label>แดง</label><value>red</value></item>
<item><label>เขียว</label><value>green</value></item></select1>
</h:body></h:html>"""


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
        yield house
