import type { SenderExplanation } from '../channels/sms/index.ts';
import type { Receipt } from '../receipt/receipt.ts';
import {
  type FilledSms,
  factNames,
  namesOfFact,
  noteText,
  type TemplateCheck,
  type TemplateNote,
  templateVariables,
} from '../rendering/index.ts';
import { type Language, text } from '../texts/index.ts';
import type { FilledSmsView, SenderView, SmsPreviewView } from './api.ts';

/** The check of a template in words. */
export function smsPreviewView(
  template: string,
  receipt: Receipt,
  { requisites, notes, sample, longest, latin }: TemplateCheck,
  language: Language,
): SmsPreviewView {
  const values = templateVariables(receipt);
  return {
    template,
    ...(sample && { sample: filledView(sample) }),
    ...(longest && { longest: filledView(longest) }),
    ...(latin === undefined ? {} : { latin }),
    requisites: requisites.map((one) => ({ ...one, title: text(language, `template.requisite.${one.requisite}`) })),
    notes: notes.map((note) => ({
      level: note.level,
      code: note.code,
      text: noteText(note, language),
      ...(note.from === undefined || note.to === undefined
        ? {}
        : { from: note.from, to: note.to, ...replacementOf(note) }),
    })),
    variables: factNames.map((fact) => {
      const [name = fact, ...others] = namesOfFact(fact);
      return { name, others, title: text(language, `template.fact.${fact}`), value: values[name] ?? '' };
    }),
  };
}

/** What to put in the place that a note speaks of, where that is certain. */
function replacementOf({ code, params }: TemplateNote): { replacement?: string } {
  if (code === 'templateVariableNear' || code === 'templateFilterNear') return { replacement: String(params.nearest) };
  // A space is named by its sign in the note.
  if (code === 'forcesUcs2Instead') return { replacement: String(params.instead).replace('␣', ' ') };
  return code === 'emoji' ? { replacement: '' } : {};
}

export function senderView({ problem, notes }: SenderExplanation, latin: string, language: Language): SenderView {
  const fits = latin.length > 0 && latin.length <= 11;
  return {
    ok: problem === undefined,
    ...(problem && { problem: problem.tell(language), code: problem.code }),
    ...(problem?.code === 'smsSenderLetters' && fits ? { suggestion: latin } : {}),
    notes: notes.map((note) => text(language, `sms.senderName.${note}`)),
  };
}

const filledView = ({ text: filled, segments, latin }: FilledSms): FilledSmsView => ({
  text: filled,
  ...segments,
  latin: { text: latin.text, parts: latin.segments.parts, saved: segments.parts - latin.segments.parts },
});
