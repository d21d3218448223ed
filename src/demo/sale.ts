/** A sale to play cashier with, as 1C sends it (CheckPackage). */
export const demoSale = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<CheckPackage>
  <Parameters CashierName="Кассирова А. Т." OperationType="1" TaxationSystem="0"/>
  <Positions>
    <FiscalString Name="Хлеб «Бородинский»" Quantity="1" PriceWithDiscount="64.5" AmountWithDiscount="64.5" VATRate="10" VATAmount="5.86" PaymentMethod="4" CalculationSubject="1" MeasureOfQuantity="0"/>
    <FiscalString Name="Сыр «Российский» весовой" Quantity="0.36" PriceWithDiscount="900" AmountWithDiscount="324" VATRate="10" VATAmount="29.45" PaymentMethod="4" CalculationSubject="1" MeasureOfQuantity="11"/>
    <FiscalString Name="Кофе в зёрнах, 1 кг" Quantity="1" PriceWithDiscount="852" AmountWithDiscount="852" VATRate="22" VATAmount="153.64" PaymentMethod="4" CalculationSubject="1" MeasureOfQuantity="0"/>
  </Positions>
  <Payments Cash="0" ElectronicPayment="1240.5" PrePayment="0" PostPayment="0" Barter="0"/>
</CheckPackage>
`);
