//! Lines and what was sold.

use kernel::{Currency, Decimal};

use super::read::{object, period};
use super::read_money::adjustment;
use crate::model::{Attribute, Classification, GrossPrice, Item, Line, LineAdjustment, Price};
use crate::read::Refused;
use crate::xml::Element;

/// Lines with their stated net amounts.
pub type Lines = (Vec<Line>, Vec<Option<Decimal>>);

/// All lines that count.
pub fn lines(trade: &Element, currency: Currency) -> Result<Lines, Refused> {
    let mut found = Lines::default();
    for element in trade.all("ram:IncludedSupplyChainTradeLineItem") {
        if !counts(element) {
            element.leave();
            continue;
        }
        let sum = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount";
        let settlement = element.child("ram:SpecifiedLineTradeSettlement");
        found.0.push(line(element, currency)?);
        found.1.push(match settlement {
            Some(settlement) => settlement.amount(sum, currency)?,
            None => None,
        });
    }
    Ok(found)
}

// Factur-X 1.08 EXTENDED: lines that gather others or only tell something add to no total.
fn counts(element: &Element) -> bool {
    let about = element.child("ram:AssociatedDocumentLineDocument");
    let reason = about.and_then(|about| about.text("ram:LineStatusReasonCode"));
    !matches!(reason.as_deref(), Some("GROUP" | "INFORMATION"))
}

fn line(element: &Element, currency: Currency) -> Result<Line, Refused> {
    let missing = |path: &str| Refused::Missing { path: path.to_owned() };
    let about = element.child("ram:AssociatedDocumentLineDocument");
    let delivery = "ram:SpecifiedLineTradeDelivery";
    let delivery = element.child(delivery).ok_or_else(|| missing(delivery))?;
    let agreement = "ram:SpecifiedLineTradeAgreement";
    let agreement = element.child(agreement).ok_or_else(|| missing(agreement))?;
    let settlement = "ram:SpecifiedLineTradeSettlement";
    let settlement = element.child(settlement).ok_or_else(|| missing(settlement))?;
    let tax = "ram:ApplicableTradeTax";
    let tax = settlement.child(tax).ok_or_else(|| missing(tax))?;
    tax.only_vat("ram:TypeCode");
    let unit = delivery.child("ram:BilledQuantity").and_then(|found| found.attribute("unitCode"));
    let unit = unit.unwrap_or_default().to_owned();
    let adjusted = settlement.all("ram:SpecifiedTradeAllowanceCharge");
    let adjustments: Result<Vec<LineAdjustment>, Refused> =
        adjusted.map(|found| adjustment(found, currency)).collect();
    let account = "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID";
    Ok(Line {
        id: about.and_then(|about| about.text("ram:LineID")).unwrap_or_default(),
        note: about.and_then(|about| about.text("ram:IncludedNote/ram:Content")),
        object: settlement.child("ram:AdditionalReferencedDocument").and_then(about_what),
        quantity: delivery.required_decimal("ram:BilledQuantity")?,
        order_line: agreement.text("ram:BuyerOrderReferencedDocument/ram:LineID"),
        accounting: settlement.text(account),
        period: period(settlement)?,
        adjustments: adjustments?,
        price: price(agreement, &unit, currency)?,
        vat: tax.vat("ram:CategoryCode", "ram:RateApplicablePercent")?,
        item: element.child("ram:SpecifiedTradeProduct").map(item).unwrap_or_default(),
        sub_lines: Vec::new(),
        unit,
    })
}

fn about_what(document: &Element) -> Option<crate::model::Identifier> {
    let _ = document.text("ram:TypeCode");
    object(document)
}

fn price(agreement: &Element, unit: &str, currency: Currency) -> Result<Price, Refused> {
    let missing = || Refused::Missing { path: "ram:NetPriceProductTradePrice".into() };
    let net = agreement.child("ram:NetPriceProductTradePrice").ok_or_else(missing)?;
    let gross = match agreement.child("ram:GrossPriceProductTradePrice") {
        Some(found) => gross_price(found, currency)?,
        None => None,
    };
    // Either price may name what it is for.
    let for_net = net.child("ram:BasisQuantity");
    let for_gross = || agreement.at("ram:GrossPriceProductTradePrice")?.child("ram:BasisQuantity");
    let base = for_net.or_else(for_gross);
    let wrong = || Refused::Value { path: "ram:BasisQuantity".into() };
    let number = base.and_then(|base| base.own_text());
    let number = number.map(|text| crate::text::bounded(text).ok_or_else(wrong)).transpose()?;
    let base_unit = base.and_then(|base| base.attribute("unitCode"));
    Ok(Price {
        net: net.amount("ram:ChargeAmount", currency)?.ok_or_else(missing)?,
        gross,
        base_quantity: number,
        base_unit: base_unit.filter(|base| *base != unit).map(str::to_owned),
    })
}

fn gross_price(found: &Element, currency: Currency) -> Result<Option<GrossPrice>, Refused> {
    let _ = found.child("ram:BasisQuantity");
    let Some(amount) = found.amount("ram:ChargeAmount", currency)? else { return Ok(None) };
    let mut discount = None;
    if let Some(taken) = found.child("ram:AppliedTradeAllowanceCharge") {
        let _ = taken.text("ram:ChargeIndicator/udt:Indicator");
        discount = taken.amount("ram:ActualAmount", currency)?;
    }
    Ok(Some(GrossPrice { amount, discount: discount.filter(|taken| !taken.is_zero()) }))
}

fn item(element: &Element) -> Item {
    let classes = element.all("ram:DesignatedProductClassification");
    Item {
        name: element.text("ram:Name").unwrap_or_default(),
        description: element.text("ram:Description"),
        seller_id: element.text("ram:SellerAssignedID"),
        buyer_id: element.text("ram:BuyerAssignedID"),
        standard_id: element.child("ram:GlobalID").and_then(Element::identifier),
        classifications: classes
            .filter_map(|found| found.child("ram:ClassCode"))
            .map(|class| Classification {
                code: class.own_text().unwrap_or_default().to_owned(),
                scheme: class.attribute("listID").map(str::to_owned),
                version: class.attribute("listVersionID").map(str::to_owned),
            })
            .collect(),
        origin: element.text("ram:OriginTradeCountry/ram:ID"),
        attributes: element
            .all("ram:ApplicableProductCharacteristic")
            .map(|property| Attribute {
                name: property.text("ram:Description").unwrap_or_default(),
                value: property.text("ram:Value").unwrap_or_default(),
            })
            .collect(),
    }
}
