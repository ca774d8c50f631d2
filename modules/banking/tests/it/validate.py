"""Says whether the document on standard input fits a schema of a package, and what does not."""

import importlib.util
import pathlib
import sys

from lxml import etree

package, name = sys.argv[1:]
folder = pathlib.Path(importlib.util.find_spec(package).origin).parent.parent
schema = etree.XMLSchema(etree.parse(folder / name))
document = etree.fromstring(sys.stdin.buffer.read())
if schema.validate(document):
    print("valid")
else:
    print(schema.error_log)
