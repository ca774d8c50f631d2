//! What a document promises to keep, and the syntax it is written in.

/// A specification that a document follows, BT-24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// Factur-X and ZUGFeRD BASIC; carries less than the model.
    Basic,
    /// EN 16931 as it stands; also the profile EN 16931 (COMFORT) of Factur-X.
    En16931,
    /// Factur-X and ZUGFeRD EXTENDED, written with nothing beyond EN 16931.
    Extended,
    /// XRechnung 3.0, also the profile XRECHNUNG of Factur-X.
    XRechnung,
    /// The extension of XRechnung 3.0, with lines inside lines and payments for others.
    XRechnungExtension,
    /// XRechnung 3.0 for vehicles under the Clean Vehicles Directive (CVD 0.9).
    XRechnungCleanVehicles,
    /// Peppol BIS Billing 3.
    Peppol,
}

/// A syntax of EN 16931.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Syntax {
    /// UBL 2.1, `Invoice` or `CreditNote`.
    Ubl,
    /// UN/CEFACT Cross Industry Invoice D16B.
    Cii,
}

/// The business process (BT-23) of an invoice that nothing special is agreed about, as XRechnung
/// and Peppol want it (PEPPOL-EN16931-R007).
pub const PROCESS: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

impl Profile {
    /// All profiles.
    pub const ALL: [Profile; 7] = [
        Profile::Basic,
        Profile::En16931,
        Profile::Extended,
        Profile::XRechnung,
        Profile::XRechnungExtension,
        Profile::XRechnungCleanVehicles,
        Profile::Peppol,
    ];

    /// The identifier of the specification, BT-24.
    #[must_use]
    pub fn specification(self) -> &'static str {
        match self {
            Profile::Basic => "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
            Profile::En16931 => "urn:cen.eu:en16931:2017",
            Profile::Extended => "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
            Profile::XRechnung => {
                "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
            }
            Profile::XRechnungExtension => concat!(
                "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
                "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0"
            ),
            Profile::XRechnungCleanVehicles => concat!(
                "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
                "#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9"
            ),
            Profile::Peppol => {
                "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
            }
        }
    }

    /// The profile of an identifier, whatever version of XRechnung or ZUGFeRD 2 it names.
    #[must_use]
    pub fn of(specification: &str) -> Option<Self> {
        let exact = Profile::ALL.into_iter().find(|known| known.specification() == specification);
        let has = |part: &str| specification.contains(part);
        exact.or_else(|| {
            if has("extension:xrechnung") {
                Some(Profile::XRechnungExtension)
            } else if has("xrechnung:cvd") {
                Some(Profile::XRechnungCleanVehicles)
            } else if has("xrechnung") {
                Some(Profile::XRechnung)
            } else if has(":basic") {
                Some(Profile::Basic)
            } else if has(":extended") {
                Some(Profile::Extended)
            } else {
                has("en16931:2017").then_some(Profile::En16931)
            }
        })
    }

    /// The syntaxes in which it is written.
    #[must_use]
    pub fn syntaxes(self) -> &'static [Syntax] {
        match self {
            Profile::Basic | Profile::Extended => &[Syntax::Cii],
            Profile::En16931 | Profile::XRechnung | Profile::XRechnungCleanVehicles => {
                &[Syntax::Ubl, Syntax::Cii]
            }
            Profile::XRechnungExtension | Profile::Peppol => &[Syntax::Ubl],
        }
    }

    /// The conformance level in the metadata of a hybrid PDF (Factur-X 1.0, `fx:ConformanceLevel`);
    /// `None` for what is no profile of Factur-X.
    #[must_use]
    pub fn conformance_level(self) -> Option<&'static str> {
        match self {
            Profile::Basic => Some("BASIC"),
            Profile::En16931 => Some("EN 16931"),
            Profile::Extended => Some("EXTENDED"),
            Profile::XRechnung => Some("XRECHNUNG"),
            Profile::XRechnungExtension | Profile::XRechnungCleanVehicles | Profile::Peppol => None,
        }
    }

    /// Whether the German rules (BR-DE) hold.
    #[must_use]
    pub fn is_german(self) -> bool {
        match self {
            Profile::XRechnung | Profile::XRechnungExtension | Profile::XRechnungCleanVehicles => {
                true
            }
            Profile::Basic | Profile::En16931 | Profile::Extended | Profile::Peppol => false,
        }
    }
}
