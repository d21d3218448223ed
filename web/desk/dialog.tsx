import { Modal, type ModalProps, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { say } from './say.ts';

const close = { 'aria-label': say('access.close') };

/** A window over the page; its cross has a name. */
export const Dialog = (props: Pick<ModalProps, 'opened' | 'onClose' | 'title' | 'children'>) => (
  <Modal closeButtonProps={close} {...props} />
);

/** Asks once more before something that can't be taken back. */
export const askSure = (title: string, text: string, confirm: string, then: () => void): string =>
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{text}</Text>,
    labels: { confirm, cancel: say('access.cancel') },
    confirmProps: { color: 'red' },
    closeButtonProps: close,
    onConfirm: then,
  });
