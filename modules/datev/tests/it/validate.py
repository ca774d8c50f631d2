"""Holds an archive of documents against the schemas of DATEV and prints what is in it."""

import pathlib
import sys
import sysconfig
import zipfile

from lxml import etree

folder = pathlib.Path(sysconfig.get_paths()["purelib"])
folder = folder / "odoo/addons/datev_export_xml/xsd_files"


def schema(name):
    return etree.XMLSchema(etree.parse(folder / name))


lists = schema("Document_v050.xsd")
invoices = schema("Belegverwaltung_online_invoice_v050.xsd")
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
document = etree.fromstring(archive.read("document.xml"))
lists.assertValid(document)
names = set(archive.namelist()) - {"document.xml"}
kind = "{http://www.w3.org/2001/XMLSchema-instance}type"
for extension in document.iter("{*}extension"):
    name = extension.get("datafile") or extension.get("name")
    names.remove(name)
    if extension.get(kind) == "Invoice":
        invoice = etree.fromstring(archive.read(name))
        invoices.assertValid(invoice)
        total = invoice.find("{*}total_amount")
        gross = total.get("total_gross_amount_excluding_third-party_collection")
        print("invoice", invoice.find("{*}invoice_info").get("invoice_id"), gross)
    else:
        print("file", name, len(archive.read(name)))
assert not names, names
