//! Lines and what was sold.

use kernel::{Currency, Decimal};

use super::write::{identifier, period};
use super::write_money::{amount, sign_and_reason, tax_category};
use crate::model::{Invoice, Item, Line, LineAdjustment, Price, Vat};
use crate::text;
use crate::totals::line_net;
use crate::xml::Node;

/// A line with its net amount, BT-131.
pub fn line(found: &Line, net: Decimal, invoice: &Invoice) -> Node {
    let is_credit = invoice.kind.is_credit();
    let names = if is_credit {
        ["cac:CreditNoteLine", "cbc:CreditedQuantity"]
    } else {
        ["cac:InvoiceLine", "cbc:InvoicedQuantity"]
    };
    let mut node = named(found, net, invoice.currency, names);
    node.extend(found.sub_lines.iter().map(|sub_line| self::sub_line(sub_line, invoice.currency)));
    node
}

fn sub_line(found: &Line, currency: Currency) -> Node {
    let names = ["cac:SubInvoiceLine", "cbc:InvoicedQuantity"];
    let mut node = named(found, line_net(found), currency, names);
    node.extend(found.sub_lines.iter().map(|inner| sub_line(inner, currency)));
    node
}

fn named(found: &Line, net: Decimal, currency: Currency, names: [&'static str; 2]) -> Node {
    let [name, quantity] = names;
    let mut node = Node::new(name).and(Node::of("cbc:ID", &found.id));
    node.option("cbc:Note", found.note.as_deref());
    let quantity = Node::of(quantity, text::number(found.quantity));
    node.push(quantity.with("unitCode", &found.unit));
    node.push(amount("cbc:LineExtensionAmount", net, currency));
    node.option("cbc:AccountingCost", found.accounting.as_deref());
    node.push_filled(period(found.period, None));
    node.nested(["cac:OrderLineReference", "cbc:LineID"], found.order_line.as_deref());
    if let Some(object) = &found.object {
        let reference = Node::new("cac:DocumentReference").and(identifier("cbc:ID", object));
        node.push(reference.and(Node::of("cbc:DocumentTypeCode", "130")));
    }
    node.extend(found.adjustments.iter().map(|inner| adjustment(inner, currency)));
    node.push(item(&found.item, found.vat));
    node.push(price(&found.price, &found.unit, currency));
    node
}

fn adjustment(found: &LineAdjustment, currency: Currency) -> Node {
    let mut node = Node::new("cac:AllowanceCharge");
    let LineAdjustment { sign, amount: taken, base, percent, reason, reason_code } = found;
    sign_and_reason(&mut node, *sign, [reason_code, reason]);
    node.option("cbc:MultiplierFactorNumeric", percent.map(text::number).as_deref());
    node.push(amount("cbc:Amount", *taken, currency));
    node.extend(base.map(|base| amount("cbc:BaseAmount", base, currency)));
    node
}

fn item(found: &Item, vat: Vat) -> Node {
    let mut node = Node::new("cac:Item");
    node.option("cbc:Description", found.description.as_deref());
    node.text("cbc:Name", &found.name);
    node.nested(["cac:BuyersItemIdentification", "cbc:ID"], found.buyer_id.as_deref());
    node.nested(["cac:SellersItemIdentification", "cbc:ID"], found.seller_id.as_deref());
    let standard = found.standard_id.as_ref().map(|id| identifier("cbc:ID", id));
    node.extend(standard.map(|id| Node::new("cac:StandardItemIdentification").and(id)));
    node.nested(["cac:OriginCountry", "cbc:IdentificationCode"], found.origin.as_deref());
    node.extend(found.classifications.iter().map(|class| {
        let code = Node::of("cbc:ItemClassificationCode", &class.code)
            .with_option("listID", class.scheme.as_deref())
            .with_option("listVersionID", class.version.as_deref());
        Node::new("cac:CommodityClassification").and(code)
    }));
    node.push(tax_category("cac:ClassifiedTaxCategory", vat, [None, None]));
    node.extend(found.attributes.iter().map(|attribute| {
        Node::new("cac:AdditionalItemProperty")
            .and(Node::of("cbc:Name", &attribute.name))
            .and(Node::of("cbc:Value", &attribute.value))
    }));
    node
}

fn price(found: &Price, unit: &str, currency: Currency) -> Node {
    let exact =
        |name, number| Node::of(name, text::number(number)).with("currencyID", currency.code());
    let mut node = Node::new("cac:Price").and(exact("cbc:PriceAmount", found.net));
    node.extend(found.base_quantity.map(|base| {
        let unit = found.base_unit.as_deref().unwrap_or(unit);
        Node::of("cbc:BaseQuantity", text::number(base)).with("unitCode", unit)
    }));
    node.extend(found.gross.map(|gross| {
        Node::new("cac:AllowanceCharge")
            .and(Node::of("cbc:ChargeIndicator", "false"))
            .and(exact("cbc:Amount", gross.discount.unwrap_or_default()))
            .and(exact("cbc:BaseAmount", gross.amount))
    }));
    node
}
