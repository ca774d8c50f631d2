//! Random documents held against the official rules: CEN, KoSIT and Factur-X, with their schemas,
//! and read by a library of others.

use std::path::{Path, PathBuf};
use std::process::Command;

use einvoice::{Profile, Syntax, totals, write};

use crate::laws::fitting;
use crate::random::{Home, document};

const N_DOCUMENTS: u64 = 200;

/// Where each document is written; the German profiles have German sellers.
const FORMS: [(Profile, Syntax, &str); 7] = [
    (Profile::XRechnung, Syntax::Ubl, "xrechnung-ubl"),
    (Profile::XRechnung, Syntax::Cii, "xrechnung-cii"),
    (Profile::En16931, Syntax::Ubl, "en16931-ubl"),
    (Profile::En16931, Syntax::Cii, "en16931-cii"),
    (Profile::Basic, Syntax::Cii, "basic-cii"),
    (Profile::Extended, Syntax::Cii, "extended-cii"),
    (Profile::Peppol, Syntax::Ubl, "peppol-ubl"),
];

#[test]
fn shared_data_official_rules_accept_what_is_written() {
    let data = std::env::var("KONTOR_TEST_DATA").expect("the suite runs where the data is");
    let python = std::env::var("KONTOR_TEST_EINVOICE_PYTHON")
        .expect("`cargo xtask test` makes it: a Python with the packages of tests/official");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    // Whoever wants to look at the documents names a folder that stays.
    let place = std::env::var_os("KONTOR_TEST_EINVOICE_FOLDER").map(PathBuf::from);
    let place = place.unwrap_or_else(|| folder.path().to_owned());
    fill(&place);
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/official/judge.py");
    let checker = Path::new(&data).join("tools/einvoice_check.py");
    let said = Command::new(python).arg(judge).arg(checker).arg(&place).output();
    let said = said.expect("Python runs");
    let text = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success(), "{text}\n{}", String::from_utf8_lossy(&said.stderr));
    assert!(text.contains(&format!("{N_DOCUMENTS} documents, 0 with errors")), "{text}");
}

fn fill(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    let mut list = String::new();
    for seed in 0..N_DOCUMENTS {
        let form = usize::try_from(seed).expect("a small number") % FORMS.len();
        let (profile, syntax, form) = FORMS[form];
        let home = match seed / 7 % 3 {
            _ if profile.is_german() => Home::Germany,
            0 => Home::Austria,
            1 => Home::Switzerland,
            _ => Home::Germany,
        };
        let invoice = fitting(&document(seed, home), profile);
        let name = format!("{seed:03}-{form}.xml");
        let bytes = write(&invoice, profile, syntax).expect("a syntax of the profile");
        std::fs::write(folder.join(&name), bytes).expect("a file can be written");
        let sums = totals(&invoice);
        let sums = [sums.net, sums.vat, sums.gross, sums.due].map(|sum| format!("{sum:.2}"));
        list += &format!("{name}\t{}\n", sums.join("\t"));
    }
    std::fs::write(folder.join("totals.tsv"), list).expect("a file can be written");
}
