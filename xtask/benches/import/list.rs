//! A list to import.

use std::fmt::Write as _;

/// A list of people at a tenth as many firms; lists with other marks name other people and firms.
pub fn made_up(rows: i64, mark: u32) -> String {
    let first = ["Anna", "Jürgen", "Zoë", "Mehmet", "Brigitte", "Wolf", "Katarzyna", "Uwe"];
    let last = ["Müller", "Weiß", "Yıldız", "Groß", "Kowalski", "Lehmann", "Straßer", "Öztürk"];
    let towns = ["Köln", "Würzburg", "Halle", "Görlitz", "Bern", "Graz", "Celle"];
    let of = |list: &[&'static str], n: i64| list[usize::try_from(n).unwrap_or(0) % list.len()];
    let mut text = String::from("Vorname;Nachname;Firma;E-Mail;Telefon;Straße;PLZ;Ort\n");
    for n in 0..rows {
        let (name, family) = (of(&first, n * 7), format!("{}{}", of(&last, n * 5), n / 9));
        let town = of(&towns, n * 3);
        writeln!(
            text,
            "{name};{family}{mark};Firma {mark} {} GmbH;p{n}@firma{mark}x{}.example;\
             0221 {};Weg {};{:05};{town}",
            n / 10,
            n / 10,
            4_000_000 + n,
            n % 200,
            10_000 + n % 80_000,
        )
        .expect("a text takes what is written");
    }
    text
}
