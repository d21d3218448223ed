let context: AudioContext | undefined;

/** A short sound: two rising tones for success, one low tone for trouble. Silent where the browser plays nothing yet. */
export function play(kind: 'good' | 'bad'): void {
  try {
    context ??= new AudioContext();
    const start = context.currentTime;
    for (const [index, frequency] of (kind === 'good' ? [880, 1_320] : [220]).entries()) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.15, start + index * 0.09);
      volume.gain.exponentialRampToValueAtTime(0.001, start + index * 0.09 + (kind === 'good' ? 0.12 : 0.4));
      tone.connect(volume).connect(context.destination);
      tone.start(start + index * 0.09);
      tone.stop(start + index * 0.09 + 0.5);
    }
  } catch {
    // A till without sound works all the same.
  }
}
