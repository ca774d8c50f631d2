//! A firm that does not exist.

use kernel::{Address, Currency, Decimal, Entry, GeoPoint, Money, Value};

use super::dice::Dice;
use super::names::LAST;
use super::places::{STREETS, TOWNS, Town};
use super::{firms, names};

/// A firm that does not exist.
#[derive(Clone, Debug)]
pub struct Firm {
    /// Its name.
    pub name: String,
    /// Code of its industry.
    pub industry: &'static str,
    /// Where it has its seat.
    pub town: Town,
    /// Street and house number.
    pub street: String,
    /// Host of its website and its mail.
    pub host: String,
    /// Telephone number up to the extension.
    pub trunk: String,
    /// How many work there.
    pub employees: i64,
}

impl Firm {
    /// Thinks a firm up; the number makes its host its own.
    pub fn invent(dice: &mut Dice, number: u64) -> Self {
        let (trade, industry) = dice.one_of(&firms::TRADES);
        let form = dice.one_of(&firms::FORMS);
        let name = match dice.below(10) {
            0..4 => format!("{} {trade} {form}", dice.one_of(&LAST)),
            4..7 => format!("{} {trade} {form}", dice.one_of(&firms::INVENTED)),
            7 => format!("{} & {} {form}", dice.one_of(&LAST), dice.one_of(&LAST)),
            8 => format!("{trade} {} {form}", dice.one_of(&LAST)),
            _ => format!("{} & Söhne {trade} {form}", dice.one_of(&names::LAST)),
        };
        Self::called(dice, &name, industry, number)
    }

    /// Thinks up what belongs to a firm whose name is known.
    pub fn called(dice: &mut Dice, name: &str, industry: &'static str, number: u64) -> Self {
        let town = dice.one_of(&TOWNS);
        let house = dice.from(1, 148);
        let size = dice.below(4);
        let employees = dice.from(2, [12, 60, 300, 2400][size]);
        Firm {
            name: name.into(),
            industry,
            town,
            street: format!("{} {house}", dice.one_of(&STREETS)),
            host: format!("{}-{number}.example", host_name(name)),
            trunk: format!("{} {}", town.code, dice.from(20_000, 99_999)),
            employees,
        }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self, dice: &mut Dice) -> Address {
        let digits = if self.town.country == "DE" { 2 } else { 1 };
        let rest = dice.below(10_usize.pow(digits));
        Address {
            street: self.street.clone(),
            zip: format!("{}{rest:0width$}", self.town.zip, width = digits as usize),
            city: self.town.name.into(),
            state: self.town.state.into(),
            country: self.town.country.into(),
            po_box: String::new(),
        }
    }

    /// Where it lies: up to about four kilometres from the middle of its town. It throws dice of
    /// its own, and of ten firms about one does not say.
    fn location(&self) -> Value {
        let seed =
            self.host.bytes().fold(0, |sum: u64, byte| sum * 31 % 1_000_003 + u64::from(byte));
        let mut dice = Dice::new(seed);
        if dice.happens(10) {
            return Value::Empty;
        }
        let mut near = |middle: i32| i64::from(middle) * 100 + dice.from(-35_000, 35_000);
        let (lat, lon) = self.town.middle;
        GeoPoint::new(near(lat), near(lon)).map_or(Value::Empty, Value::Point)
    }

    /// A telephone number with an extension.
    #[must_use]
    pub fn phone(&self, extension: i64) -> String {
        match self.town.country {
            "AT" => format!("+43 {} {extension}", self.trunk),
            "CH" => format!("+41 {} {extension}", self.trunk),
            _ => format!("0{} {extension}", self.trunk),
        }
    }

    /// What a form for it would hold.
    pub fn values(&self, dice: &mut Dice) -> Vec<(&'static str, Value)> {
        let several =
            |label: &str, value: Value| Value::Several(vec![Entry { label: label.into(), value }]);
        let mut values = vec![
            ("name", Value::text(&self.name)),
            ("industry", Value::text(self.industry)),
            ("phone", several("work", Value::text(&self.phone(0)))),
            ("email", several("work", Value::text(&format!("info@{}", self.host)))),
            ("website", Value::text(&format!("https://www.{}", self.host))),
            ("address", several("billing", Value::Address(self.address(dice)))),
            ("location", self.location()),
            ("employees", Value::Decimal(self.employees.into())),
        ];
        if dice.happens(60) {
            let revenue = Decimal::from(self.employees * dice.from(60, 240) * 1000);
            let money = Money { amount: revenue, currency: currency(self.town.country) };
            values.push(("annual_revenue", Value::Money(money)));
        }
        if dice.happens(70) && self.town.country == "DE" {
            let vat_id = format!("DE{}", dice.from(100_000_000, 999_999_999));
            values.push(("vat_id", Value::text(&vat_id)));
        }
        values
    }
}

fn currency(country: &str) -> Currency {
    let code = if country == "CH" { "CHF" } else { "EUR" };
    Currency::parse(code).expect("three capital letters")
}

/// The first two words of a name as a host has them.
fn host_name(name: &str) -> String {
    kernel::words(&name.replace('ß', "ss")).into_iter().take(2).collect::<Vec<_>>().join("-")
}
