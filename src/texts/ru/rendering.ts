/** The frame of a letter; what the receipt itself says is worded by the law and always Russian. */
export const rendering = {
  pdfIntro: 'Чек на {{total}} — в приложенном файле.',
  pdfText: 'Чек на {{total}} — в приложенном файле {{file}}.',
};
