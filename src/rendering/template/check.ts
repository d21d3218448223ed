import type { Receipt } from '../../receipt/receipt.ts';
import { Problem } from '../../texts/problem.ts';
import { inLatin, toLatin } from '../sms/latin.ts';
import { countSegments, type Segments } from '../sms/segments.ts';
import { renderSms, smsTemplate } from '../sms/text.ts';
import { exampleReceipt, longestLike } from './example.ts';
import { latinTemplate } from './latin-template.ts';
import { type Requisite, requisiteFacts, requisites, requisitesIn } from './law.ts';
import type { TemplateNote } from './note.ts';
import { type ParsedTemplate, parseTemplate, TemplateFault } from './parse.ts';
import { stabilityNotes, withoutPlaceholders } from './stability.ts';
import { unknownVariable } from './template.ts';
import { offeredName, templateVariables } from './variables.ts';

/** More parts than this SMS.RU refuses (its error 205), and few phones join. */
const MOST_PARTS = 8;

/** A filled template, and what it would be in Latin letters. */
export interface FilledSms {
  text: string;
  segments: Segments;
  latin: { text: string; segments: Segments };
}

export interface TemplateCheck {
  /** The law's five, with the variable to insert for each. */
  requisites: { requisite: Requisite; present: boolean; variable: string }[];
  /** Errors first, then warnings, each in the order of the template. */
  notes: TemplateNote[];
  /** Filled with the receipt given; absent where the template can't be filled. */
  sample?: FilledSms;
  /** Filled with the longest values that the shop will meet. */
  longest?: FilledSms;
  /** The template that gives the Latin text of `sample`; absent where it gives that already. */
  latin?: string;
}

/** «Проверить шаблон»: what an SMS template lacks by law, what is wrong in it, what it costs, and what operators will object to. Never throws. */
export function checkTemplate(template: string, receipt: Receipt = exampleReceipt): TemplateCheck {
  const source = smsTemplate(template);
  try {
    return checked(source, parseTemplate(source), receipt);
  } catch (fault) {
    if (fault instanceof TemplateFault) return broken([errorNote(fault.problem, fault.place)]);
    if (fault instanceof Problem) return broken([errorNote(fault)]);
    throw fault;
  }
}

function checked(source: string, parsed: ParsedTemplate, receipt: Receipt): TemplateCheck {
  const variables = templateVariables(receipt);
  const unknown = parsed.names
    .filter(({ name }) => !Object.hasOwn(variables, name))
    .map(({ name, ...place }) => errorNote(unknownVariable(name, variables), place));
  const present = requisitesIn(source);
  const missing = requisites.filter((requisite) => !present[requisite]).map(missingNote);
  const list = requisites.map((requisite) => ({
    requisite,
    present: present[requisite],
    variable: variableOf(requisite),
  }));
  const common = { requisites: list };
  const stable = stabilityNotes(source, parsed).sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  if (unknown.length > 0) return { ...common, notes: [...unknown, ...missing, ...stable] };
  const sample = filled(source, receipt);
  const longest = filled(source, longestLike(receipt));
  const notes = [...missing, ...stable, ...forcingNotes(source, parsed, sample), ...lengthNotes(longest)];
  const latin = latinTemplate(source, variables);
  return { ...common, notes, sample, longest, ...(latin === source ? {} : { latin }) };
}

function broken(notes: TemplateNote[]): TemplateCheck {
  return {
    requisites: requisites.map((requisite) => ({ requisite, present: false, variable: variableOf(requisite) })),
    notes,
  };
}

function filled(source: string, receipt: Receipt): FilledSms {
  const text = renderSms(receipt, source);
  const latin = toLatin(text);
  return { text, segments: countSegments(text), latin: { text: latin, segments: countSegments(latin) } };
}

/** A few signs that make an otherwise Latin text dear; of a Russian text each letter does, and the Latin one is shown instead. */
function forcingNotes(source: string, { placeholders }: ParsedTemplate, { text, segments }: FilledSms): TemplateNote[] {
  if (segments.encoding === 'GSM-7' || /\p{Script=Cyrillic}/u.test(text)) return [];
  return countSegments(withoutPlaceholders(source, placeholders)).forcing.map(({ sign, at }) => {
    const instead = inLatin(sign);
    const place = { from: at, to: at + sign.length };
    return instead === undefined
      ? { level: 'warning', code: 'forcesUcs2', params: { sign: shown(sign) }, ...place }
      : {
          level: 'warning',
          code: 'forcesUcs2Instead',
          params: { sign: shown(sign), instead: shown(instead) },
          ...place,
        };
  });
}

function lengthNotes({ segments }: FilledSms): TemplateNote[] {
  if (segments.parts <= MOST_PARTS) return [];
  return [{ level: 'warning', code: 'manyParts', params: { parts: segments.parts, limit: MOST_PARTS } }];
}

function missingNote(requisite: Requisite): TemplateNote {
  return {
    level: 'warning',
    code: `missing_${requisite}`,
    params: { placeholder: `{{ ${variableOf(requisite)} }}` },
  };
}

const variableOf = (requisite: Requisite) => offeredName(requisiteFacts[requisite]);

/** A sign that can't be seen is named by its code. */
const shown = (sign: string) =>
  /^[\p{Z}\p{C}]$/u.test(sign) && sign !== ' '
    ? `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : sign === ' '
      ? '␣'
      : sign;

const errorNote = ({ code, params }: Problem, place?: { from: number; to: number }): TemplateNote => ({
  level: 'error',
  code,
  params,
  ...place,
});
