//! The desk on which invoices of suppliers arrive.

use einvoice::{
    Category, CreditTransfer, Invoice, Item, Kind, Line, Payment, Price, Profile, Syntax, Vat,
};
use kernel::{Currency, Date, Decimal, Line as OurLine, Money, Result, Value, parse_decimal};
use records::{Answers, Record};
use social::Files;
use tempfile::TempDir;
use testkit::{Person, link, text};

/// What arrives at a desk goes the way of an upload, into a folder of its own.
pub struct Desk<'p> {
    pub who: &'p Person,
    folder: TempDir,
    files: Files,
}

/// The module.
pub const MODULE: &str = "incoming_invoice";

impl<'p> Desk<'p> {
    /// A desk of a firm with one company.
    pub async fn of(who: &'p Person) -> Self {
        let company = [("name", text("Birkenau Systemhaus GmbH")), ("vat_id", text("DE136695976"))];
        who.saves("company", company).await;
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let files = Files::new(folder.path());
        Desk { who, folder, files }
    }

    pub async fn takes(&self, bytes: &[u8]) -> Result<Record> {
        self.files.take_in(self.who, MODULE, "rechnung.xml", bytes.to_vec()).await
    }

    /// Files that lie in the folder, whoever knows of them.
    pub fn n_kept(&self) -> usize {
        let folders = std::fs::read_dir(self.folder.path()).expect("a folder");
        let inside = |folder: std::fs::DirEntry| std::fs::read_dir(folder.path()).expect("one");
        folders.map(|folder| inside(folder.expect("an entry")).count()).sum()
    }

    pub async fn file_of(&self, record: &Record) -> (String, Vec<u8>) {
        let link = self.who.link(MODULE, record);
        let files = self.files.of_record(self.who, &link).await.expect("its files");
        let [file] = files.as_slice() else { panic!("it has {} files", files.len()) };
        let (file, bytes) = self.files.open(self.who, file.id).await.expect("its bytes");
        (file.name, bytes)
    }

    pub async fn does(&self, record: &Record, action: &str, said: Answers) -> Result<Record> {
        records::act(self.who, MODULE, (record.id, None), action, said).await
    }

    pub fn value(&self, record: &Record, field: &str) -> Value {
        self.who.value(MODULE, record, field)
    }

    pub fn amount(&self, record: &Record, field: &str) -> Option<Decimal> {
        match self.value(record, field) {
            Value::Money(money) => Some(money.amount.normalize()),
            _ => None,
        }
    }

    /// What strikes, with what is said and expected.
    pub fn strikes(&self, record: &Record) -> Vec<String> {
        let lines = self.value(record, "findings");
        let said = |line: &OurLine| {
            let number = |cell: &str| match line.cell(cell) {
                Value::Decimal(number) => format!(" {}", number.normalize()),
                _ => String::new(),
            };
            let what = line.cell("what").as_text();
            format!("{what}{}{}", number("stated"), number("expected"))
        };
        let is_said = |line: &&OurLine| *line.cell("weight") != text("information");
        lines.lines().iter().filter(is_said).map(said).collect()
    }

    /// A supplier with an order that is on its way: eight monitors at 224 each.
    pub async fn orders(&self, values: Vec<(&str, Value)>) -> (Record, Record) {
        let vendor = self.who.saves("vendor", values).await;
        let line = OurLine::of("item")
            .with("name", text("Monitor 27 Zoll"))
            .with("vendor_code", text("EL-4711"))
            .with("tax_class", text("standard"))
            .with("quantity", number("8"))
            .with("unit_price", number("224"));
        let values = [
            ("subject", text("Monitore")),
            ("vendor", link("vendor", &vendor)),
            ("lines", Value::of_lines(vec![line])),
        ];
        let order = self.who.saves("purchase_order", values).await;
        let of = (order.id, None);
        let ordered = records::act(self.who, "purchase_order", of, "order", Answers::default());
        (vendor, ordered.await.expect("it is ordered"))
    }
}

pub fn number(text: &str) -> Value {
    Value::Decimal(dec(text))
}

pub fn dec(text: &str) -> Decimal {
    parse_decimal(text).expect("a number").normalize()
}

pub fn euro(text: &str) -> Value {
    Value::Money(Money { amount: dec(text), currency: Currency::EUR })
}

/// An invoice for monitors by a wholesaler.
pub fn wholesale(number: &str) -> Invoice {
    let day = Date::parse_iso("2026-11-20").expect("a day");
    let mut invoice = einvoice::blank(day, Kind::Invoice, Currency::EUR);
    invoice.number = number.into();
    invoice.due_on = Date::parse_iso("2026-12-20");
    invoice.seller.name = "Elektro Großhandel Nord".into();
    invoice.seller.vat_id = Some("DE123456788".into());
    invoice.seller.postal.country = "DE".into();
    invoice.seller.postal.city = Some("Köln".into());
    invoice.buyer.name = "Birkenau Systemhaus GmbH".into();
    invoice.buyer.vat_id = Some("DE136695976".into());
    invoice.buyer.postal.country = "DE".into();
    let account = "DE02120300000000202051".to_owned();
    invoice.payment = Some(Payment {
        means: "58".into(),
        transfers: vec![CreditTransfer { account, ..CreditTransfer::default() }],
        ..Payment::default()
    });
    invoice.lines = vec![monitors("8", "224")];
    invoice
}

/// A line for monitors.
pub fn monitors(quantity: &str, price: &str) -> Line {
    let name = "Monitor 27 Zoll".to_owned();
    let seller_id = Some("EL-4711".to_owned());
    Line {
        id: "1".into(),
        note: None,
        object: None,
        quantity: dec(quantity),
        unit: "H87".into(),
        order_line: None,
        accounting: None,
        period: None,
        adjustments: Vec::new(),
        price: Price { net: dec(price), ..Price::default() },
        vat: Vat { category: Category::Standard, rate: Some(dec("19")) },
        item: Item { name, seller_id, ..Item::default() },
        sub_lines: Vec::new(),
    }
}

/// Its XML.
pub fn xml(invoice: &Invoice) -> Vec<u8> {
    einvoice::write(invoice, Profile::En16931, Syntax::Cii).expect("a syntax of the profile")
}
