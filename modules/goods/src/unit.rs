//! Units of measure and the codes under which electronic documents name them.

/// Units with their codes in UN/ECE Recommendation 20 (rev. 17) and 21, as EN 16931 asks for them
/// (BT-130).
const CODES: [(&str, &str); 23] = [
    ("hour", "HUR"),
    ("minute", "MIN"),
    ("day", "DAY"),
    ("week", "WEE"),
    ("month", "MON"),
    ("year", "ANN"),
    ("flat_rate", "LS"),
    ("kilogram", "KGM"),
    ("gram", "GRM"),
    ("tonne", "TNE"),
    ("metre", "MTR"),
    ("centimetre", "CMT"),
    ("kilometre", "KMT"),
    ("square_metre", "MTK"),
    ("cubic_metre", "MTQ"),
    ("litre", "LTR"),
    ("kilowatt_hour", "KWH"),
    ("pair", "PR"),
    ("set", "SET"),
    ("package", "XPK"),
    ("carton", "XCT"),
    ("pallet", "XPX"),
    ("roll", "XRO"),
];

/// Codes that others write for a piece: one, piece, each, and unit of any packing.
const PIECES: [&str; 4] = ["C62", "H87", "EA", "XUN"];

/// The code of a unit; `C62`, "one", for a piece and for a unit of one's own.
#[must_use]
pub fn code(unit: &str) -> &'static str {
    CODES.iter().find(|(known, _)| *known == unit).map_or("C62", |(_, code)| code)
}

/// The unit that a code names, where there is one.
#[must_use]
pub fn of_code(code: &str) -> Option<&'static str> {
    if PIECES.contains(&code) {
        return Some("piece");
    }
    CODES.iter().find(|(_, known)| *known == code).map(|(unit, _)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product;

    #[test]
    fn every_unit_that_comes_along_has_a_code_of_its_own() {
        let setting = crate::offer::setting();
        let list = setting.catalog().picklist("unit").cloned().expect("there are units");
        assert!(product::DEFINITION.contains("unit = ["), "they stand beside products");
        let mut codes: Vec<&str> = list.values.iter().map(|value| code(&value.code)).collect();
        let n = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), n, "two units have one code");
        let back = list.values.iter().all(|value| of_code(code(&value.code)) == Some(&value.code));
        assert!(back, "every code leads back to its unit");
        assert_eq!((of_code("H87"), of_code("ZZZ")), (Some("piece"), None));
        assert_eq!(code("x_schicht"), "C62", "a unit of one's own is one of something");
    }
}
