//! An invoice as XML (`invoice/v050`).

use kernel::Decimal;

use super::xml::{Xml, line};
use super::{AccountedInvoice, InvoiceKind, InvoiceLine, InvoiceParty};

const NAMESPACE: &str = "http://xml.datev.de/bedi/tps/invoice/v050";

/// Writes an invoice that was checked.
pub fn write(invoice: &AccountedInvoice) -> String {
    let attributes = [
        ("xmlns", NAMESPACE),
        ("description", "DATEV Import invoices"),
        ("version", "5.0"),
        ("generator_info", "Kontor"),
        ("generating_system", "Kontor"),
        ("xml_data", "Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug"),
    ];
    Xml::document("invoice", &attributes, |xml| {
        let kind = match invoice.kind {
            InvoiceKind::Invoice => "Rechnung",
            InvoiceKind::Correction => "Gutschrift/Rechnungskorrektur",
        };
        let info = [
            ("invoice_date", invoice.issued_on.to_string()),
            ("invoice_type", kind.to_owned()),
            ("delivery_date", invoice.delivered_on.to_string()),
            ("invoice_id", invoice.number.clone()),
        ];
        empty(xml, "invoice_info", &info);
        write_party(xml, "invoice_party", &invoice.recipient);
        write_party(xml, "supplier_party", &invoice.supplier);
        if !invoice.terms.trim().is_empty() {
            let due_on = invoice.due_on.map(|day| day.to_string()).unwrap_or_default();
            let terms = line(&invoice.terms, 60);
            let currency = invoice.currency.code().to_owned();
            let conditions =
                [("currency", currency), ("due_date", due_on), ("payment_conditions_text", terms)];
            empty(xml, "payment_conditions", &conditions);
        }
        for line in &invoice.lines {
            write_line(xml, invoice.currency.code(), line);
        }
        write_total(xml, invoice);
    })
}

fn write_party(xml: &mut Xml, element: &str, party: &InvoiceParty) {
    let numbers = [("vat_id", party.vat_id.trim()), ("tax_no", party.tax_number.trim())];
    xml.within(element, &numbers, |xml| {
        let address = [
            ("name", line(&party.name, 50)),
            ("street", line(&party.street, 41)),
            ("zip", line(&party.zip, 10)),
            ("city", line(&party.town, 30)),
            ("country", line(&party.country, 2)),
        ];
        empty(xml, "address", &address);
        if let Some(account) = party.account {
            empty(xml, "booking_info_bp", &[("bp_account_no", account.to_string())]);
        }
    });
}

fn write_line(xml: &mut Xml, currency: &str, item: &InvoiceLine) {
    let (description, quantity) = (line(&item.description, 40), places(item.quantity));
    let attributes = [("description_short", description.as_str()), ("quantity", quantity.as_str())];
    xml.within("invoice_item_list", &attributes, |xml| {
        let tax = item.gross - item.net;
        let amounts = [
            ("tax", places(item.rate)),
            ("tax_amount", if Decimal::ZERO < tax { places(tax) } else { String::new() }),
            ("gross_price_line_amount", places(item.gross)),
            ("net_price_line_amount", places(item.net)),
            ("currency", currency.to_owned()),
        ];
        empty(xml, "price_line_amount", &amounts);
        let accounting = [
            ("account_no", item.account.map(|account| account.to_string()).unwrap_or_default()),
            ("bu_code", item.tax_key.map(|key| key.to_string()).unwrap_or_default()),
            ("cost_category_id", line(&item.cost_center, 36)),
            ("booking_text", line(&item.booking_text, 60)),
        ];
        empty(xml, "accounting_info", &accounting);
    });
}

fn write_total(xml: &mut Xml, invoice: &AccountedInvoice) {
    let net: Decimal = invoice.taxes.iter().map(|tax| tax.net).sum();
    let (gross, net) = (places(invoice.gross), places(net));
    let currency = invoice.currency.code();
    let attributes = [
        ("total_gross_amount_excluding_third-party_collection", gross.as_str()),
        ("net_total_amount", net.as_str()),
        ("currency", currency),
    ];
    xml.within("total_amount", &attributes, |xml| {
        for tax in &invoice.taxes {
            let amount = if Decimal::ZERO < tax.tax { places(tax.tax) } else { String::new() };
            let values = [
                ("tax", places(tax.rate)),
                ("tax_amount", amount),
                ("gross_price_line_amount", places(tax.gross)),
                ("net_price_line_amount", places(tax.net)),
                ("currency", currency.to_owned()),
            ];
            empty(xml, "tax_line", &values);
        }
    });
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, String)]) {
    let attributes: Vec<(&str, &str)> =
        attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    xml.empty(name, &attributes);
}

fn places(number: Decimal) -> String {
    format!("{number:.2}")
}
