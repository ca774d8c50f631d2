//! What columns of tables are called by banks.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The account of the statement.
    Account,
    /// Day of the booking.
    BookedOn,
    /// Day from which it bears interest.
    ValuedOn,
    /// Whether it is booked.
    Status,
    /// Name of the other side.
    Name,
    /// Name of who pays.
    Payer,
    /// Name of who is paid.
    Payee,
    /// Account of the other side.
    Iban,
    /// Bank of the other side.
    Bic,
    /// What it is for.
    Purpose,
    /// Amount with its sign.
    Amount,
    /// Amount that went out.
    Debit,
    /// Amount that came in.
    Credit,
    /// Currency.
    Currency,
    /// Kind of the booking in words.
    BookingText,
    /// Reference of who ordered it.
    EndToEndId,
    /// Mandate of a direct debit.
    MandateId,
    /// Who collected a direct debit.
    CreditorId,
    /// What was there after it.
    Balance,
}

/// Which column is called what, when somebody says so; headings count as they stand in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Columns with their headings; a day and an amount are needed.
    pub columns: Vec<(Column, String)>,
    /// Sign between cells; found out when it is not said.
    pub separator: Option<char>,
}

// Names that banks use; `key` makes spellings alike. Sparkassen, Volksbanken, DKB, ING, comdirect,
// Deutsche Bank, Postbank, Commerzbank, N26, and their English forms.
const HEADINGS: [(Column, &[&str]); 19] = [
    (Column::Account, &["Auftragskonto", "IBAN Auftragskonto", "Kontonummer Auftragskonto"]),
    (
        Column::BookedOn,
        &["Buchungstag", "Buchungsdatum", "Buchung", "Datum", "Booking Date", "Date"],
    ),
    (
        Column::ValuedOn,
        &[
            "Valutadatum",
            "Valuta",
            "Wertstellung",
            "Wertstellung (Valuta)",
            "Wertstellungsdatum",
            "Wert",
            "Value Date",
        ],
    ),
    (Column::Status, &["Status", "Info", "State"]),
    (
        Column::Name,
        &[
            "Beguenstigter/Zahlungspflichtiger",
            "Name Zahlungsbeteiligter",
            "Auftraggeber/Empfänger",
            "Begünstigter / Auftraggeber",
            "Empfänger",
            "Partner Name",
            "Payee",
            "Name",
        ],
    ),
    (Column::Payer, &["Zahlungspflichtige*r", "Zahlungspflichtiger", "Auftraggeber", "Payer"]),
    (Column::Payee, &["Zahlungsempfänger*in", "Zahlungsempfänger", "Begünstigter"]),
    (
        Column::Iban,
        &[
            "Kontonummer/IBAN",
            "IBAN Zahlungsbeteiligter",
            "IBAN / Kontonummer",
            "IBAN",
            "Kontonummer",
            "Partner Iban",
            "Account number",
        ],
    ),
    (
        Column::Bic,
        &["BIC (SWIFT-Code)", "BIC (SWIFT-Code) Zahlungsbeteiligter", "BIC", "BLZ", "BLZ/BIC"],
    ),
    (
        Column::Purpose,
        &[
            "Verwendungszweck",
            "Buchungstext und Verwendungszweck",
            "Payment Reference",
            "Reference",
            "Purpose",
            "Description",
        ],
    ),
    (
        Column::Amount,
        &[
            "Betrag",
            "Umsatz",
            "Betrag in EUR",
            "Umsatz in EUR",
            "Betrag EUR",
            "Amount (EUR)",
            "Amount",
        ],
    ),
    (Column::Debit, &["Soll", "Lastschrift", "Debit"]),
    (Column::Credit, &["Haben", "Gutschrift", "Credit"]),
    (Column::Currency, &["Waehrung", "Currency"]),
    (
        Column::BookingText,
        &["Buchungstext", "Umsatzart", "Umsatztyp", "Vorgang", "Type", "Transaction type"],
    ),
    (
        Column::EndToEndId,
        &["Kundenreferenz (End-to-End)", "Kundenreferenz", "End-to-End-Referenz", "End-to-End-ID"],
    ),
    (Column::MandateId, &["Mandatsreferenz", "Mandate reference"]),
    (Column::CreditorId, &["Glaeubiger ID", "Gläubiger-ID", "Creditor ID"]),
    (Column::Balance, &["Saldo", "Saldo nach Buchung", "Balance"]),
];

/// Where the columns of a row of headings are; `None` when a day or an amount is missing.
pub fn places(headings: &[String], mapping: Option<&Mapping>) -> Option<Vec<(Column, usize)>> {
    let keys: Vec<String> = headings.iter().map(|heading| key(heading)).collect();
    let place = |name: &str| keys.iter().position(|key| *key == self::key(name));
    let places: Vec<(Column, usize)> = match mapping {
        Some(mapping) => {
            let named = mapping.columns.iter();
            let found = named.filter_map(|(column, name)| Some((*column, place(name)?)));
            let found: Vec<_> = found.collect();
            if found.len() < mapping.columns.len() {
                return None;
            }
            found
        }
        None => {
            let found = |names: &[&str]| names.iter().find_map(|name| place(name));
            let known = HEADINGS.iter();
            known.filter_map(|(column, names)| Some((*column, found(names)?))).collect()
        }
    };
    let has = |column| places.iter().any(|(found, _)| *found == column);
    let has_amount = has(Column::Amount) || (has(Column::Debit) && has(Column::Credit));
    (has(Column::BookedOn) && has_amount).then_some(places)
}

/// A heading as it is compared: however it is accented, spelled out or punctuated.
pub fn key(heading: &str) -> String {
    let folded = kernel::fold(heading);
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}
