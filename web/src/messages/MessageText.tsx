import { memo } from 'react';
import { type Piece, pieces } from './text.ts';

/** The words of a message. Never HTML: what a person wrote is text, links and code. */
export const MessageText = memo(function MessageText({ content }: { content: string }) {
  return (
    <div className="message-text" dir="auto">
      {pieces(content).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move within a message
        <PieceOfText key={index} piece={piece} />
      ))}
    </div>
  );
});

function PieceOfText({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
          {piece.text}
        </a>
      );
    case 'code':
      return <code>{piece.text}</code>;
    case 'block':
      return <pre dir="ltr">{piece.text}</pre>;
  }
}
