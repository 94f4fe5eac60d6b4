//! Values on their way into a statement.

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::engine::Value;

/// Left to itself PostgreSQL finds no type for `$1 + $2`; a null takes the type of its place.
pub(super) fn type_of(value: &Value<'_>) -> Type {
    match value {
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Bool(_) => Type::BOOL,
        Value::Bytes(_) => Type::BYTEA,
        Value::Null => Type::UNKNOWN,
    }
}

#[derive(Debug)]
pub(super) struct Bound<'a>(pub(super) Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(value), &Type::INT8) => value.to_sql(ty, out),
            (Value::Int(value), &Type::INT4) => i32::try_from(value)?.to_sql(ty, out),
            // There is no NUL in PostgreSQL's text. Answers show it as this character, too.
            (Value::Text(value), &(Type::TEXT | Type::VARCHAR)) if value.contains('\0') => {
                value.replace('\0', "\u{fffd}").to_sql(ty, out)
            }
            (Value::Text(value), &(Type::TEXT | Type::VARCHAR)) => value.to_sql(ty, out),
            (Value::Bool(value), &Type::BOOL) => value.to_sql(ty, out),
            (Value::Bytes(value), &Type::BYTEA) => value.to_sql(ty, out),
            _ => Err("a value of another type".into()),
        }
    }

    /// Which value fits is known only when it is there.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A value that is sent later, or by another thread.
pub(super) enum Kept {
    Text(String),
    Bytes(Vec<u8>),
    Other(Value<'static>),
}

impl From<&Value<'_>> for Kept {
    fn from(value: &Value<'_>) -> Self {
        match *value {
            Value::Text(text) => Kept::Text(text.to_owned()),
            Value::Bytes(bytes) => Kept::Bytes(bytes.to_vec()),
            Value::Int(int) => Kept::Other(Value::Int(int)),
            Value::Bool(truth) => Kept::Other(Value::Bool(truth)),
            Value::Null => Kept::Other(Value::Null),
        }
    }
}

impl Kept {
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Kept::Text(text) => text.into(),
            Kept::Bytes(bytes) => bytes.into(),
            Kept::Other(value) => *value,
        }
    }
}
