"""A client of the family, as it comes from its registry, against a running program."""

import json
import sys
import time

from vtigerpy import Vtiger


def told(reply):
    body = reply.json()
    assert reply.status_code == 200 and body["success"], body
    return body["result"]


def main(address, name, key):
    crm = Vtiger(address, name, key)
    types = told(crm.get("listtypes"))["types"]
    assert {"Accounts", "Contacts", "Leads", "Potentials"} <= set(types), types
    described = told(crm.get("describe", elementType="Contacts"))
    prefix = described["idPrefix"] + "x"
    assert "lastname" in [field["name"] for field in described["fields"]]

    def make(kind, **element):
        return told(crm.post("create", elementType=kind, element=json.dumps(element)))

    firm = make("Accounts", accountname="Müller & Söhne / Köln", bill_city="Köln")
    person = make("Contacts", lastname="O'Hara", account_id=firm["id"], mobile="0170 1")
    assert person["id"].startswith(prefix) and person["account_id"] == firm["id"], person
    read = told(crm.get("retrieve", id=person["id"]))
    assert read == person, (read, person)
    read["firstname"] = "Ida"
    changed = told(crm.post("update", element=json.dumps(read)))
    assert (changed["firstname"], changed["mobile"]) == ("Ida", "0170 1"), changed
    part = json.dumps({"id": person["id"], "title": "Chefin"})
    assert told(crm.post("revise", element=part))["title"] == "Chefin"

    query = "SELECT lastname, title FROM Contacts WHERE account_id = '%s' LIMIT 0, 10;"
    rows = told(crm.get("query", query=query % firm["id"]))
    assert [row["lastname"] for row in rows] == ["O'Hara"], rows
    n = int(told(crm.get("query", query="SELECT count(*) FROM Contacts;"))[0]["count"])
    found, offset = 0, 0
    while True:
        page = "SELECT id FROM Contacts ORDER BY lastname LIMIT %d, 100;" % offset
        rows = told(crm.get("query", query=page))
        found, offset = found + len(rows), offset + len(rows)
        if len(rows) < 100:
            break
    assert found == n, (found, n)

    since, seen = 0, set()
    while True:
        asked = {"modifiedTime": since, "elementType": "Contacts", "syncType": "application"}
        news = told(crm.get("sync", **asked))
        seen |= {record["id"] for record in news["updated"]}
        since = news["lastModifiedTime"]
        if not news["more"]:
            break
    assert len(seen) == n and person["id"] in seen, (len(seen), n)
    assert told(crm.post("delete", id=person["id"])) == {"status": "successful"}
    # What was just committed is told as soon as nothing older is under way.
    for _ in range(100):
        asked["modifiedTime"] = since
        news = told(crm.get("sync", **asked))
        since = news["lastModifiedTime"]
        if news["deleted"]:
            break
        time.sleep(0.1)
    assert news["deleted"] == [person["id"]], news

    related = {"id": firm["id"], "relatedType": "Contacts", "relatedLabel": "Contacts"}
    assert told(crm.get("retrieve_related", **related)) == []
    refused = crm.get("retrieve", id=person["id"]).json()
    assert refused["error"]["code"] == "ACCESS_DENIED", refused
    same = Vtiger(address, name, key, sessionName=crm.sessionName)
    told(same.post("extendsession"))
    told(crm.post("logout"))
    assert crm.get("listtypes").json()["error"]["code"] == "INVALID_SESSIONID"


main(*sys.argv[1:])
