//! Units of measure and the codes under which electronic documents name them.

/// The code of a unit in UN/ECE Recommendation 20 (rev. 17) and 21, as EN 16931 asks for it
/// (BT-130); `C62`, "one", for a unit of one's own.
#[must_use]
pub fn code(unit: &str) -> &'static str {
    match unit {
        "hour" => "HUR",
        "minute" => "MIN",
        "day" => "DAY",
        "week" => "WEE",
        "month" => "MON",
        "year" => "ANN",
        "flat_rate" => "LS",
        "kilogram" => "KGM",
        "gram" => "GRM",
        "tonne" => "TNE",
        "metre" => "MTR",
        "centimetre" => "CMT",
        "kilometre" => "KMT",
        "square_metre" => "MTK",
        "cubic_metre" => "MTQ",
        "litre" => "LTR",
        "kilowatt_hour" => "KWH",
        "pair" => "PR",
        "set" => "SET",
        "package" => "XPK",
        "carton" => "XCT",
        "pallet" => "XPX",
        "roll" => "XRO",
        _ => "C62",
    }
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
        assert_eq!(code("x_schicht"), "C62", "a unit of one's own is one of something");
    }
}
