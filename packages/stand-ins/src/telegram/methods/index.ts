import type { Method } from '../bot-state.ts'
import { getChat, getChatAdministrators, getChatMember, getChatMemberCount, leaveChat } from './chats.ts'
import {
  answerCallbackQuery,
  deleteMessage,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
} from './edit.ts'
import { deleteMyCommands, getMe, getMyCommands, profileText, setMyCommands } from './profile.ts'
import {
  getFile,
  pinChatMessage,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendPhoto,
  unpinChatMessage,
} from './send.ts'
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './updates.ts'

const name = profileText('name', 64)
const description = profileText('description', 512)
const shortDescription = profileText('short_description', 120)

const all: Record<string, Method> = {
  ...{ getMe, getUpdates, setWebhook, deleteWebhook, getWebhookInfo, getFile },
  ...{ sendMessage, sendPhoto, sendDocument, sendChatAction, pinChatMessage, unpinChatMessage },
  ...{ editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage, answerCallbackQuery },
  ...{ setMyCommands, getMyCommands, deleteMyCommands, setMyName: name.set, getMyName: name.get },
  ...{ setMyDescription: description.set, getMyDescription: description.get },
  ...{ setMyShortDescription: shortDescription.set, getMyShortDescription: shortDescription.get },
  ...{ getChat, getChatMember, getChatAdministrators, getChatMemberCount, leaveChat },
}

/** The methods by their lower-case name: the Bot API does not tell case apart. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries(all).map(([methodName, method]) => [methodName.toLowerCase(), method]),
)
