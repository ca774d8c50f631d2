"""Says whether the document on standard input fits the named schema, and what does not."""

import pathlib
import sys

import sepaxml
from lxml import etree

folder = pathlib.Path(sepaxml.__file__).parent / "schemas"
schema = etree.XMLSchema(etree.parse(folder / f"{sys.argv[1]}.xsd"))
document = etree.fromstring(sys.stdin.buffer.read())
if schema.validate(document):
    print("valid")
else:
    print(schema.error_log)
