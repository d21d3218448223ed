declare const kopecks: unique symbol;
/** Money in kopecks, a safe integer (the register's field is 6 bytes, far below 2^53). Never a fraction. */
export type Kopecks = number & { readonly [kopecks]: true };

declare const decimal: unique symbol;
/** An exact decimal as canonical text: `-?` digits, then `.` and digits without trailing zeros. A quantity is one (tag 1023). */
export type Decimal = string & { readonly [decimal]: true };
