//! Lines and what was sold.

use kernel::Decimal;

use super::write::{object, period};
use super::write_money::{adjustment, indicator, vat};
use crate::model::{Item, Line, Price, Sign};
use crate::text;
use crate::xml::Node;

/// A line with its net amount, BT-131.
pub fn line(found: &Line, net: Decimal) -> Node {
    let mut about =
        Node::new("ram:AssociatedDocumentLineDocument").and(Node::of("ram:LineID", &found.id));
    about.nested(["ram:IncludedNote", "ram:Content"], found.note.as_deref());
    let quantity = Node::of("ram:BilledQuantity", text::number(found.quantity));
    let quantity = quantity.with("unitCode", &found.unit);
    Node::new("ram:IncludedSupplyChainTradeLineItem")
        .and(about)
        .and(product(&found.item))
        .and(agreement(found))
        .and(Node::new("ram:SpecifiedLineTradeDelivery").and(quantity))
        .and(settlement(found, net))
}

fn product(found: &Item) -> Node {
    let mut node = Node::new("ram:SpecifiedTradeProduct");
    node.extend(found.standard_id.as_ref().map(|id| {
        Node::of("ram:GlobalID", &id.value).with_option("schemeID", id.scheme.as_deref())
    }));
    node.option("ram:SellerAssignedID", found.seller_id.as_deref());
    node.option("ram:BuyerAssignedID", found.buyer_id.as_deref());
    node.text("ram:Name", &found.name);
    node.option("ram:Description", found.description.as_deref());
    node.extend(found.attributes.iter().map(|attribute| {
        Node::new("ram:ApplicableProductCharacteristic")
            .and(Node::of("ram:Description", &attribute.name))
            .and(Node::of("ram:Value", &attribute.value))
    }));
    node.extend(found.classifications.iter().map(|class| {
        let code = Node::of("ram:ClassCode", &class.code)
            .with_option("listID", class.scheme.as_deref())
            .with_option("listVersionID", class.version.as_deref());
        Node::new("ram:DesignatedProductClassification").and(code)
    }));
    node.nested(["ram:OriginTradeCountry", "ram:ID"], found.origin.as_deref());
    node
}

fn agreement(found: &Line) -> Node {
    let mut node = Node::new("ram:SpecifiedLineTradeAgreement");
    let order_line = found.order_line.as_deref();
    node.nested(["ram:BuyerOrderReferencedDocument", "ram:LineID"], order_line);
    let Price { net, gross, .. } = &found.price;
    if let Some(gross) = gross {
        let mut inner = price("ram:GrossPriceProductTradePrice", gross.amount, found);
        inner.extend(gross.discount.map(|discount| {
            Node::new("ram:AppliedTradeAllowanceCharge")
                .and(indicator(Sign::Allowance))
                .and(Node::of("ram:ActualAmount", text::number(discount)))
        }));
        node.push(inner);
    }
    node.push(price("ram:NetPriceProductTradePrice", *net, found));
    node
}

fn price(name: &'static str, amount: Decimal, line: &Line) -> Node {
    let mut node = Node::new(name).and(Node::of("ram:ChargeAmount", text::number(amount)));
    node.extend(line.price.base_quantity.map(|base| {
        let unit = line.price.base_unit.as_ref().unwrap_or(&line.unit);
        Node::of("ram:BasisQuantity", text::number(base)).with("unitCode", unit)
    }));
    node
}

fn settlement(found: &Line, net: Decimal) -> Node {
    let mut node = Node::new("ram:SpecifiedLineTradeSettlement");
    node.push(vat("ram:ApplicableTradeTax", found.vat));
    node.extend(found.period.map(period));
    node.extend(found.adjustments.iter().map(adjustment));
    let sum = Node::of("ram:LineTotalAmount", text::amount(net));
    node.push(Node::new("ram:SpecifiedTradeSettlementLineMonetarySummation").and(sum));
    node.extend(found.object.as_ref().map(object));
    let account = "ram:ReceivableSpecifiedTradeAccountingAccount";
    node.nested([account, "ram:ID"], found.accounting.as_deref());
    node
}
