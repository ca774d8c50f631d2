//! What documents of every kind do once they can be sent.

use records::Behavior;

use super::{mail, propose};

/// What documents do once they can be sent.
#[must_use]
pub fn behaviors() -> Vec<Behavior> {
    let mailed = |module: &str| Behavior::of(module).action("mail", mail::mail);
    vec![
        mailed("quote").proposal("mail", |asking, one| propose::mail(asking, ("quote", one))),
        mailed("sales_order")
            .proposal("mail", |asking, one| propose::mail(asking, ("sales_order", one))),
        mailed("delivery_note")
            .proposal("mail", |asking, one| propose::mail(asking, ("delivery_note", one))),
        mailed("invoice").proposal("mail", |asking, one| propose::mail(asking, ("invoice", one))),
        mailed("credit_note")
            .proposal("mail", |asking, one| propose::mail(asking, ("credit_note", one))),
        mailed("cancellation")
            .proposal("mail", |asking, one| propose::mail(asking, ("cancellation", one))),
        mailed("dunning_letter")
            .proposal("mail", |asking, one| propose::mail(asking, ("dunning_letter", one))),
        mailed("purchase_order")
            .proposal("mail", |asking, one| propose::mail(asking, ("purchase_order", one))),
    ]
}
