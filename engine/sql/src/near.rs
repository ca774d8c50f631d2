//! Points near another one.

use kernel::Circle;

use crate::Sql;

/// Whether the point of a field lies in a circle: the same whole numbers as `Circle::holds`, as
/// both databases divide toward zero too. The latitude alone comes first, so that an index of it
/// can be used.
pub fn near(sql: &mut Sql, (alias, field): (&str, Option<&str>), circle: Circle) {
    let field = field.unwrap_or_default();
    let (lat, lon) = (circle.centre.lat(), circle.centre.lon());
    let reach = circle.reach();
    let north = |sql: &mut Sql| {
        sql.column(alias, &format!("{field}_lat"));
    };
    let to_north = |sql: &mut Sql| {
        sql.push("(");
        north(sql);
        sql.push(" - ").bind(lat).push(")");
    };
    let to_east = |sql: &mut Sql| {
        sql.push("((").column(alias, &format!("{field}_lon")).push(" - ").bind(lon);
        sql.push(") * ").bind(circle.shrink()).push(" / ").bind(Circle::PARTS).push(")");
    };
    sql.push("(");
    north(sql);
    sql.push(" BETWEEN ").bind(lat - reach).push(" AND ").bind(lat + reach).push(" AND ");
    to_north(sql);
    sql.push(" * ");
    to_north(sql);
    sql.push(" + ");
    to_east(sql);
    sql.push(" * ");
    to_east(sql);
    sql.push(" <= ").bind(reach * reach).push(")");
}
