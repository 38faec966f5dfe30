"""Phrases as reports write them, and what they mean: actor, kind, standing, groups ("-" = none, no report at hand)."""

from __future__ import annotations

import pytest

from mnemon.normalise import actor
from mnemon.normalise.actor_lists import load_actors

LISTS = load_actors()

PHRASES = """
North Korean soldiers | prk-military | state force | combatant | -
DPRK troops | prk-military | state force | combatant | -
Turkish police | tur-police | state force | unknown | police
Iraqi security forces | irq-security-forces | state force | unknown | security staff
Nigerian troops | nga-military | state force | combatant | -
Afghan officials | afg-government | government | civilian | officials
the US-led coalition | us-led-coalition | state force | combatant | -
coalition soldiers | us-led-coalition | state force | combatant | -
Ukrainian SSO | ukr-sso | state force | combatant | -
Russian SSO | rus-sso | state force | combatant | -
Ukrainian Special Operations Forces | ukr-sso | state force | combatant | -
the 8th Special Ops Regiment | ukr-8th-special-operations-regiment | state force | combatant | -
Ukraine's General Staff | ukr-general-staff | state force | combatant | -
Russia's 155th Brigade | rus-military | state force | combatant | -
the 155th Marine Brigade | rus-155th-naval-infantry-brigade | state force | combatant | -
the 155th Brigade | - | unknown | unknown | -
Збройні сили України | ukr-military | state force | combatant | -
ВСУ | ukr-military | state force | combatant | -
Служба безпеки України | ukr-sbu | state force | combatant | -
ЧВК Вагнер | wagner-group | militia | combatant | -
Минобороны России | rus-military | state force | combatant | -
حماس | hamas | rebel group | combatant | -
حزب الله | hezbollah | rebel group | combatant | -
قوات الدعم السريع | rsf | militia | combatant | -
الجيش السوداني | sdn-military | state force | combatant | -
داعش | is | rebel group | combatant | -
الحوثيون | houthis | rebel group | combatant | -
تحریک طالبان پاکستان | ttp | rebel group | combatant | -
IDF troops | isr-military | state force | combatant | -
the Israel Defense Forces | isr-military | state force | combatant | -
Israeli settlers | israeli-settlers | civilians | civilian | -
Palestinian police | pse-police | state force | unknown | police
Palestinian | - | unknown | unknown | -
Palestinians | - | unknown | unknown | -
a Palestinian gunman | - | armed group | unknown | -
Palestinian militants | - | rebel group | combatant | -
Gaza's Health Ministry | gaza-health-ministry | government | unknown | -
the Hamas-run health ministry | gaza-health-ministry | government | unknown | -
Hamas' military wing | qassam-brigades | rebel group | combatant | -
relatives of Hamas fighters | civilians | civilians | civilian | families
the Al-Aqsa Martyrs' Brigades | al-aqsa-martyrs-brigades | rebel group | combatant | -
UNRWA staff | unrwa | organisation | unknown | -
U.N. peacekeepers | un-peacekeepers | organisation | unknown | -
two UNIFIL peacekeepers | unifil | organisation | unknown | peacekeepers
African Union peacekeepers in Somalia | amisom | organisation | unknown | -
Taleban insurgents | taliban | rebel group | combatant | -
the Taliban | taliban | rebel group | combatant | -
suspected Taliban militants | taliban | rebel group | unknown | suspects
the Pakistani Taliban | ttp | rebel group | combatant | -
the Haqqani network | haqqani-network | rebel group | combatant | -
Islamic State Khorasan | iskp | rebel group | combatant | -
the Islamic State group | is | rebel group | combatant | -
IS militants | is | rebel group | combatant | -
it is | - | unknown | unknown | -
al-Qaida in Iraq | aqi | rebel group | combatant | -
senior al-Qaida leaders | al-qaida | rebel group | combatant | -
the Lord's Resistance Army | lra | rebel group | combatant | -
rebels from the Lord's Resistance Army | lra | rebel group | combatant | -
M23 rebels | m23 | rebel group | combatant | -
Rwanda-backed M23 | m23 | rebel group | combatant | -
FARDC soldiers | cod-military | state force | combatant | -
CODECO militiamen | codeco | militia | combatant | -
ADF rebels | adf | rebel group | combatant | -
Boko Haram militants | boko-haram | rebel group | combatant | -
the Islamic State's West Africa branch | iswap | rebel group | combatant | -
JNIM | jnim | rebel group | combatant | -
Malian soldiers and Wagner mercenaries | - | unknown | unknown | -
the Rapid Support Forces | rsf | militia | combatant | -
the Janjaweed militia | janjaweed | militia | combatant | -
al-Shabab fighters | al-shabaab | rebel group | combatant | -
Ethiopian federal forces | eth-military | state force | combatant | -
Eritrean soldiers | eri-military | state force | combatant | -
Tigrayan forces | tplf | rebel group | combatant | -
Fano militia | fano | militia | combatant | -
Anglophone separatists | ambazonia | rebel group | combatant | -
the Houthis | houthis | rebel group | combatant | -
the Saudi-led coalition | saudi-led-coalition | state force | combatant | -
PKK rebels | pkk | rebel group | combatant | -
Iran's Revolutionary Guards | irgc | state force | combatant | -
the Quds Force | quds-force | state force | combatant | -
Hashd al-Shaabi | pmf | militia | combatant | -
the Mahdi Army | mahdi-army | militia | combatant | -
Kurdish peshmerga fighters | peshmerga | state force | combatant | -
Hayat Tahrir al-Sham | hts | rebel group | combatant | -
the Nusra Front | nusra-front | rebel group | combatant | -
Turkish-backed rebels | sna-syria | rebel group | combatant | -
the Syrian Democratic Forces | sdf-syria | rebel group | combatant | -
the White Helmets | white-helmets | organisation | unknown | -
the Syrian Observatory for Human Rights | sohr | organisation | unknown | -
Tamil Tigers | ltte | rebel group | combatant | -
Nepalese rebels | cpn-maoist | rebel group | combatant | -
Maoist rebels | - | rebel group | combatant | -
Naxalites | cpi-maoist | rebel group | combatant | -
Kashmiri militants | kashmir-insurgents | rebel group | combatant | -
the Arakan Army | arakan-army | rebel group | combatant | -
the Tatmadaw | mmr-military | state force | combatant | -
Abu Sayyaf | abu-sayyaf | rebel group | combatant | -
FARC rebels | farc | rebel group | combatant | -
FARC dissidents | farc-dissidents | rebel group | combatant | -
the Sinaloa Cartel | sinaloa-cartel | militia | combatant | -
the Viv Ansanm gang coalition | viv-ansanm | militia | combatant | -
Chechen rebels | chechen-ichkeria | rebel group | combatant | -
pro-Russian separatists | donbas-separatists | rebel group | combatant | -
Soviet troops | soviet-military | state force | combatant | -
NATO | nato | organisation | unknown | -
Afghan and NATO forces | - | unknown | unknown | -
the Red Crescent | red-cross | organisation | unknown | -
Doctors Without Borders | msf | organisation | unknown | -
Human Rights Watch | human-rights-watch | organisation | unknown | -
the U.N. refugee agency | unhcr | organisation | unknown | -
the Pentagon | usa-military | state force | combatant | -
U.S. Marines | usa-military | state force | combatant | -
American Marines | usa-military | state force | combatant | -
U.S. airstrikes | - | unknown | unknown | -
Israel | isr-government | government | unknown | -
Moscow | rus-government | government | unknown | -
the United States | usa-government | government | unknown | -
us | - | unknown | unknown | -
Iraq's largest refinery | - | unknown | unknown | things
Pakistani intelligence officials | pak-government | government | civilian | officials
Ukrainian drone operators | ukr-military | state force | combatant | -
Israeli jets | isr-military | state force | combatant | -
an Iraqi army patrol | irq-military | state force | unknown | things
Iraqi soldiers and police | irq-security-forces | state force | unknown | police
Iraqi and American troops | - | state force | combatant | -
British troops | gbr-military | state force | combatant | -
Australian police | aus-police | state force | unknown | police
the mayor of Kabul | afg-government | government | civilian | officials
Japan's Foreign Ministry | jpn-government | government | unknown | -
soldiers | - | state force | combatant | -
the army | - | state force | combatant | -
police | - | state force | unknown | police
police officers | - | state force | unknown | police
a police station | - | state force | unknown | police, things
security forces | - | state force | unknown | security staff
rebels | - | rebel group | combatant | -
militants | - | rebel group | combatant | -
insurgents | - | rebel group | combatant | -
a rebel fighter | - | rebel group | combatant | -
gunmen | - | armed group | unknown | -
unidentified gunmen | - | armed group | unknown | -
unknown attackers | - | armed group | unknown | -
a suicide bomber | - | armed group | unknown | -
armed men | - | armed group | unknown | -
gang members | - | militia | combatant | -
pirates | - | militia | combatant | -
pro-government militia | - | militia | combatant | -
child soldiers | - | state force | combatant | children
civilians | civilians | civilians | civilian | -
villagers | civilians | civilians | civilian | -
women and children | civilians | civilians | civilian | women, children
two Iraqi women | civilians | civilians | civilian | women
a 12-year-old boy | civilians | civilians | civilian | children
schoolgirls | civilians | civilians | civilian | children, women, students
elderly Russian residents | civilians | civilians | civilian | older people
journalists | civilians | civilians | civilian | journalists
an Italian photojournalist | civilians | civilians | civilian | journalists
a radio reporter | civilians | civilians | civilian | journalists
doctors and nurses | civilians | civilians | civilian | health staff
paramedics | civilians | civilians | civilian | health staff
aid workers | civilians | civilians | civilian | aid workers
anti-government protesters | civilians | civilians | civilian | protesters
rioters | civilians | civilians | civilian | rioters
worshippers | civilians | civilians | civilian | worshippers
a Sunni cleric | civilians | civilians | civilian | religious leaders
displaced people | civilians | civilians | civilian | displaced people
tribal elders | civilians | civilians | civilian | elders
passengers on a bus | civilians | civilians | civilian | drivers and passengers
witnesses | civilians | civilians | civilian | witnesses
Israeli citizens | civilians | civilians | civilian | -
an Afghan interpreter | civilians | civilians | unknown | contractors
bodyguards | - | unknown | unknown | security staff
detainees | - | unknown | unknown | detainees
prisoners of war | - | unknown | combatant | prisoners of war
hostages | - | unknown | unknown | hostages
a suspect | - | unknown | unknown | suspects
local media | - | organisation | unknown | -
a human rights group | - | organisation | unknown | -
hospital sources | - | organisation | unknown | -
people | - | unknown | unknown | -
others | - | unknown | unknown | -
a man | - | unknown | unknown | -
they | - | unknown | unknown | -
the building | - | unknown | unknown | things
civilians, Iraqi soldiers and police | - | unknown | unknown | police
Hamas and Fatah | - | rebel group | combatant | -
"""
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in PHRASES.strip().splitlines()]


def test_the_table_has_at_least_150_phrases() -> None:
    assert len({row[0] for row in ROWS}) >= 150


@pytest.mark.parametrize(("words", "actor_id", "kind", "standing", "groups"), ROWS)
def test_a_phrase_means_this_actor(words: str, actor_id: str, kind: str, standing: str, groups: str) -> None:
    found = actor(words, LISTS)
    assert found is not None
    told = (found.actor_id or "-", found.kind, found.standing, ", ".join(found.groups) or "-")
    assert told == (actor_id, kind, standing, groups)
    assert found.words == words
    assert found.why
