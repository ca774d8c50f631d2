//! Typed names of the fields of `product`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, FileRef, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `category`.
pub const CATEGORY: Field<String> = Field::new("category");

/// The field `code`.
pub const CODE: Field<String> = Field::new("code");

/// The field `commodity_code`.
pub const COMMODITY_CODE: Field<String> = Field::new("commodity_code");

/// The field `components`.
pub const COMPONENTS: Field<Vec<Line>> = Field::new("components");

/// The field `cost`.
pub const COST: Field<Money> = Field::new("cost");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `description_other`.
pub const DESCRIPTION_OTHER: Field<String> = Field::new("description_other");

/// The field `gtin`.
pub const GTIN: Field<String> = Field::new("gtin");

/// The field `image`.
pub const IMAGE: Field<FileRef> = Field::new("image");

/// The field `is_active`.
pub const IS_ACTIVE: Field<bool> = Field::new("is_active");

/// The field `is_serialized`.
pub const IS_SERIALIZED: Field<bool> = Field::new("is_serialized");

/// The field `is_short`.
pub const IS_SHORT: Field<bool> = Field::new("is_short");

/// The field `is_stocked`.
pub const IS_STOCKED: Field<bool> = Field::new("is_stocked");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `manufacturer`.
pub const MANUFACTURER: Field<String> = Field::new("manufacturer");

/// The field `margin`.
pub const MARGIN: Field<Money> = Field::new("margin");

/// The field `margin_rate`.
pub const MARGIN_RATE: Field<Decimal> = Field::new("margin_rate");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `name_other`.
pub const NAME_OTHER: Field<String> = Field::new("name_other");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `reorder_level`.
pub const REORDER_LEVEL: Field<Decimal> = Field::new("reorder_level");

/// The field `sales_end_on`.
pub const SALES_END_ON: Field<Date> = Field::new("sales_end_on");

/// The field `sales_start_on`.
pub const SALES_START_ON: Field<Date> = Field::new("sales_start_on");

/// The field `shelf`.
pub const SHELF: Field<String> = Field::new("shelf");

/// The field `stock`.
pub const STOCK: Field<Decimal> = Field::new("stock");

/// The field `tax_class`.
pub const TAX_CLASS: Field<String> = Field::new("tax_class");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");

/// The field `unit_price`.
pub const UNIT_PRICE: Field<Money> = Field::new("unit_price");

/// The field `vendor`.
pub const VENDOR: Field<Link> = Field::new("vendor");

/// The field `vendor_code`.
pub const VENDOR_CODE: Field<String> = Field::new("vendor_code");

/// The field `website`.
pub const WEBSITE: Field<String> = Field::new("website");

/// The field `weight`.
pub const WEIGHT: Field<Decimal> = Field::new("weight");
