//! A heading taken apart: what it names, which of several, which part.

use super::words::{Words, meaning, plain};

/// A heading taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// All of it, folded.
    pub whole: String,
    /// What is left without label, part, number and noise.
    pub core: String,
    /// Code of a label.
    pub label: Option<String>,
    /// Part of an address.
    pub part: Option<String>,
    /// Word of a field type.
    pub kind: Option<String>,
}

impl Heading {
    /// Takes a heading apart.
    pub fn read(heading: &str) -> Self {
        let words = Words::get();
        let whole = plain(heading);
        let all: Vec<&str> = whole.split(' ').filter(|word| !word.is_empty()).collect();
        let compound = meaning(&words.compound, &whole);
        let mut rest: Vec<&str> =
            all.iter().copied().filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
        let label = take_label(&mut rest, words);
        let part = take_run(&mut rest, |run| meaning(&words.part, run));
        let kind = take_run(&mut rest, |run| meaning(&words.kind, run));
        let noise = |word: &&str| !words.noise.values().flatten().any(|noise| noise == word);
        let core = rest.into_iter().filter(noise).collect::<Vec<_>>().join(" ");
        match compound {
            Some(label) => Heading {
                whole,
                label: Some(label.into()),
                kind: Some("phone".into()),
                ..Heading::default()
            },
            None => Heading {
                core,
                label: label.map(str::to_owned),
                part: part.map(str::to_owned),
                // `Fax` alone is a telephone, too.
                kind: kind.map(str::to_owned).or_else(|| {
                    let phone = matches!(label, Some("fax" | "mobile")) && part.is_none();
                    phone.then(|| "phone".to_owned())
                }),
                whole,
            },
        }
    }
}

/// Takes every label out of a heading; of `Fax geschäftlich` the first says more.
fn take_label<'a>(rest: &mut Vec<&str>, words: &'a Words) -> Option<&'a str> {
    let mut labels = Vec::new();
    while let Some(label) = take_run(rest, |run| meaning(&words.label, run)) {
        labels.push(label);
    }
    let narrow = labels.iter().find(|label| matches!(**label, "fax" | "mobile" | "assistant"));
    narrow.or(labels.first()).copied()
}

/// Takes the longest run of words that means something out of a heading.
fn take_run<'a>(
    words: &mut Vec<&str>,
    meaning: impl Fn(&str) -> Option<&'a str>,
) -> Option<&'a str> {
    for length in (1..=words.len().min(4)).rev() {
        for from in 0..=words.len() - length {
            if let Some(code) = meaning(&words[from..from + length].join(" ")) {
                words.drain(from..from + length);
                return Some(code);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(headings: &[&str], expected: Expect) {
        let shown = headings.iter().map(|heading| {
            let Heading { core, label, part, kind, .. } = Heading::read(heading);
            let or_none = |o: Option<String>| o.unwrap_or_else(|| "-".into());
            let (label, part, kind) = (or_none(label), or_none(part), or_none(kind));
            format!("{heading}: core={core} label={label} part={part} kind={kind}")
        });
        expected.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn headings_come_apart() {
        check(
            &[
                "Telefon geschäftlich",
                "Mobiltelefon",
                "Telefon (privat)",
                "Business Phone 2",
                "Fax",
                "Fax geschäftlich",
                "E-Mail-Adresse",
                "E-Mail 2: Adresse",
                "Straße geschäftlich",
                "Postleitzahl geschäftlich",
                "Land/Region geschäftlich",
                "Home City",
                "Billing ZIP",
                "Nachname",
                "Geburtstag",
            ],
            expect![[r#"
                Telefon geschäftlich: core= label=work part=- kind=phone
                Mobiltelefon: core= label=mobile part=- kind=phone
                Telefon (privat): core= label=home part=- kind=phone
                Business Phone 2: core= label=work part=- kind=phone
                Fax: core= label=fax part=- kind=phone
                Fax geschäftlich: core= label=fax part=- kind=phone
                E-Mail-Adresse: core= label=- part=- kind=email
                E-Mail 2: Adresse: core= label=- part=- kind=email
                Straße geschäftlich: core= label=work part=street kind=-
                Postleitzahl geschäftlich: core= label=work part=zip kind=-
                Land/Region geschäftlich: core= label=work part=country kind=-
                Home City: core= label=home part=city kind=-
                Billing ZIP: core= label=billing part=zip kind=-
                Nachname: core=nachname label=- part=- kind=-
                Geburtstag: core=geburtstag label=- part=- kind=-"#]],
        );
    }
}
