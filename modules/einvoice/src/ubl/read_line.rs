//! Lines and what was sold.

use kernel::{Currency, Decimal};

use super::read::{object, period};
use super::read_money::{adjustment, vat};
use crate::model::{Attribute, Classification, GrossPrice, Item, Line, LineAdjustment, Price, Vat};
use crate::read::Refused;
use crate::xml::Element;

/// Lines with their stated net amounts.
pub type Lines = (Vec<Line>, Vec<Option<Decimal>>);

/// All lines of a name.
pub fn lines(parent: &Element, name: &str, currency: Currency) -> Result<Lines, Refused> {
    let mut found = Lines::default();
    for element in parent.all(name) {
        found.0.push(line(element, currency)?);
        found.1.push(element.amount("cbc:LineExtensionAmount", currency)?);
    }
    Ok(found)
}

fn line(element: &Element, currency: Currency) -> Result<Line, Refused> {
    let names = ["cbc:InvoicedQuantity", "cbc:CreditedQuantity"];
    let name = names.into_iter().find(|name| element.child(name).is_some()).unwrap_or(names[0]);
    let (quantity, unit, price) = counted(element, name, currency)?;
    let adjusted = |found| adjustment(found, currency);
    let adjustments: Result<Vec<LineAdjustment>, Refused> =
        element.all("cac:AllowanceCharge").map(adjusted).collect();
    let _ = element.text("cac:DocumentReference/cbc:DocumentTypeCode");
    let item = element.child("cac:Item");
    let sub_lines = lines(element, "cac:SubInvoiceLine", currency)?.0;
    Ok(Line {
        id: element.text("cbc:ID").unwrap_or_default(),
        note: element.text("cbc:Note"),
        object: element.child("cac:DocumentReference").and_then(object),
        quantity,
        order_line: element.text("cac:OrderLineReference/cbc:LineID"),
        accounting: element.text("cbc:AccountingCost"),
        period: period(element)?,
        adjustments: adjustments?,
        price,
        vat: line_vat(item)?,
        item: item.map(self::item).unwrap_or_default(),
        sub_lines,
        unit,
    })
}

// A line inside a line may gather others without quantity or price of its own, which is then one
// of what it states as its sum.
fn counted(
    element: &Element,
    name: &str,
    currency: Currency,
) -> Result<(Decimal, String, Price), Refused> {
    let unit = element.child(name).and_then(|found| found.attribute("unitCode"));
    let unit = unit.unwrap_or_default().to_owned();
    let is_inside = element.name == "cac:SubInvoiceLine";
    let has_price = || element.at("cac:Price/cbc:PriceAmount").is_some();
    if is_inside && (element.child(name).is_none() || !has_price()) {
        let unit = if unit.is_empty() { "C62".to_owned() } else { unit };
        let net = element.amount("cbc:LineExtensionAmount", currency)?.unwrap_or_default();
        return Ok((Decimal::ONE, unit, Price { net, ..Price::default() }));
    }
    let price = price(element, &unit, currency)?;
    Ok((element.required_decimal(name)?, unit, price))
}

fn line_vat(item: Option<&Element>) -> Result<Vat, Refused> {
    match item.and_then(|item| item.child("cac:ClassifiedTaxCategory")) {
        Some(category) => vat(category),
        None => Err(Refused::Missing { path: "cac:Item/cac:ClassifiedTaxCategory".into() }),
    }
}

fn price(line: &Element, unit: &str, currency: Currency) -> Result<Price, Refused> {
    let missing = || Refused::Missing { path: "cac:Price/cbc:PriceAmount".into() };
    let element = line.child("cac:Price").ok_or_else(missing)?;
    let base = element.child("cbc:BaseQuantity").and_then(|base| base.attribute("unitCode"));
    let gross = match element.child("cac:AllowanceCharge") {
        Some(found) => {
            let _ = found.text("cbc:ChargeIndicator");
            let discount = found.amount("cbc:Amount", currency)?;
            let gross = found.amount("cbc:BaseAmount", currency)?;
            let net = element.decimal("cbc:PriceAmount")?.unwrap_or_default();
            let amount = gross.unwrap_or_else(|| net + discount.unwrap_or_default());
            Some(GrossPrice { amount, discount: discount.filter(|taken| !taken.is_zero()) })
        }
        None => None,
    };
    Ok(Price {
        net: element.amount("cbc:PriceAmount", currency)?.ok_or_else(missing)?,
        gross,
        base_quantity: element.decimal("cbc:BaseQuantity")?,
        base_unit: base.filter(|base| *base != unit).map(str::to_owned),
    })
}

fn item(element: &Element) -> Item {
    let classes = element.all("cac:CommodityClassification");
    let classes = classes.filter_map(|found| found.child("cbc:ItemClassificationCode"));
    let standard = element.at("cac:StandardItemIdentification/cbc:ID");
    Item {
        name: element.text("cbc:Name").unwrap_or_default(),
        description: element.text("cbc:Description"),
        seller_id: element.text("cac:SellersItemIdentification/cbc:ID"),
        buyer_id: element.text("cac:BuyersItemIdentification/cbc:ID"),
        standard_id: standard.and_then(Element::identifier),
        classifications: classes
            .map(|class| Classification {
                code: class.own_text().unwrap_or_default().to_owned(),
                scheme: class.attribute("listID").map(str::to_owned),
                version: class.attribute("listVersionID").map(str::to_owned),
            })
            .collect(),
        origin: element.text("cac:OriginCountry/cbc:IdentificationCode"),
        attributes: element
            .all("cac:AdditionalItemProperty")
            .map(|property| Attribute {
                name: property.text("cbc:Name").unwrap_or_default(),
                value: property.text("cbc:Value").unwrap_or_default(),
            })
            .collect(),
    }
}
