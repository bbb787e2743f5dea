/** Problems of a template or of content. */

export type TemplateProblem =
  | 'missing'
  | 'unknown'
  | 'empty'
  | 'not_text'
  | 'newline'
  | 'tab'
  | 'spaces'
  | 'too_long'

export type ContentProblem =
  | 'empty'
  | 'text_too_long'
  | 'too_many_media'
  | 'media_type'
  | 'media_url'
  | 'media_too_large'
  | 'caption_not_supported'
  | 'kind_not_supported'
  | 'reply_not_supported'
  | 'message_unknown'
  | 'choices'
