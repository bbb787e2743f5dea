/** What contacts say in Hindi, in Devanagari and in Latin letters. Sources: TRAI TCCCPR 2018 (STOP, 1909 DND), and the wording of Indian operators. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const hi: ReadingList = {
  locale: 'hi',
  solid:
    'बंद करो, बंद करें, बंद कीजिए, बन्द करो, बन्द करें, रोको, रोकें, रोकिए, स्टॉप, अनसब्सक्राइब, सदस्यता समाप्त, सदस्यता रद्द, संदेश बंद, मैसेज बंद, band karo, band kare, band karein, band kijiye, bandh karo, mat bhejo, message mat bhejo, message band karo, bas karo, msg mat bhejo, msg band karo, मैसेज मत भेजो, संदेश मत भेजो, stop karo, stop kar do',
  lone: 'रद्द करें, रद्द, हटाओ, हटाएं, मुझे हटाओ, मुझे हटाएं, मत भेजो, मत भेजिए, मत भेजें, hatao, mujhe hatao, nahi chahiye, नहीं चाहिए, समाप्त, rok do, roko, रोक दो, बंद, mat bhejiye, मुझे हटा दें, मना करो',
  everyday: 'बस',
  perhaps:
    'रुचि नहीं है, मुझे रुचि नहीं है, interest nahi hai, दिलचस्पी नहीं है, ब्लॉक, स्पैम, परेशान मत करो, pareshan mat karo, परेशान मत करें, तंग मत करो, tang mat karo, not interested ji',
  soft: 'कृपया प्लीज तुरंत अभी please plz ji जी अब ab turant abhi kripya मुझे mujhe और aur आगे भाई bhai यार yaar ये yeh ye यह इस is को ko पर par',
  fillers:
    'धन्यवाद शुक्रिया नमस्ते हाँ हां नहीं ठीक है dhanyavad shukriya namaste haan nahi theek hai sir सर मैडम',
  sets: {
    msg: 'मैसेज संदेश मेसेज एसएमएस message messages msg sms msgs मैसेजेस व्हाट्सएप संदेशों whatsapp',
    neg: `मत_भेजो मत_भेजिए मत_भेजें मत_भेजना मत_करो मत_करें मत_करिए न_भेजें ना_भेजें नहीं_चाहिए बंद_करो बंद_करें बंद_कीजिए बंद_कर_दो बंद_कर_दीजिए बंद_कर_दें
      mat_bhejo mat_bhejiye mat_bhejna mat_karo mat_kariye nahi_chahiye nhi_chahiye na_bheje band_karo band_kare band_karein band_kijiye band_kar_do bhejna_band_karo भेजना_बंद_करो भेजना_बंद_करें भेजना_बंद_कीजिए
      bhejna_band_kare bhejna_band_kijiye भेजना_बंद_कर_दो नहीं_चाहता नहीं_चाहती nahi_chahta nahi_chahti प्राप्त_नहीं_करना_चाहता प्राप्त_नहीं_करना_चाहती नहीं_पाना_चाहता`,
  },
  certain: `
    <msg> अब|और|आगे|आगे_से|dobara|दोबारा|फिर|करना|aage_se|aur* <neg>
    संपर्क मत|न|ना करो|करें|कीजिए|करिए
    sampark mat karo|kare|kijiye
    contact mat karo|kare|kijiye
    सूची|लिस्ट से मेरा? नंबर|मुझे|नाम? हटाओ|हटाएं|हटा_दें|हटाइए|हटा_दो|हटा_दीजिए|निकालो|निकालें|निकाल_दें
    list se mera? number|naam|mujhe? hatao|hata_do|hatao_mujhe|nikalo|hata_dijiye
    मेरा नंबर हटाओ|हटाएं|हटा_दें|डिलीट_करो|हटा_दो|डिलीट_करें|हटाइए|सूची_से_हटाएं|सूची_से_हटा_दें|लिस्ट_से_हटाओ|लिस्ट_से_हटा_दो|लिस्ट_से_हटाएं
    mera number hatao|hata_do|delete_karo|delete_kar_do|list_se_hatao|list_se_hata_do|nikalo
    सहमति वापस लेता|लेती हूँ|हूं?
    अनसब्सक्राइब|सदस्यता|unsubscribe करना|समाप्त|रद्द|करो|करें|karna|karo|kar_do|कर_दो|कर_दें करना|करें|चाहता|चाहती|chahta|chahti|hai|है*
    परेशान|तंग करना बंद करो|करें
    अकेला छोड़ दो
    msg|message bhejna band`,
  doubtful: `
    बहुत ज्यादा <msg>
    मेरा नंबर कहाँ|कहां से मिला`,
  other: `
    <msg> बंद_मत|बंद_न|भेजना_बंद_मत करो|करना|करें
    band mat karo|karna|kijiye
    बंद मत करो|करना|करें
    अपॉइंटमेंट|ऑर्डर|बुकिंग|कार्ड|भुगतान|खाता|appointment|order|booking|card|account|payment रद्द|बंद|cancel|band करो|करें|कर_दो|karo|kare|kar_do|करना
    क्यों|kyu|kyon बंद|band|नहीं|nahi
    <msg> नहीं|nahi आया|आए|मिला|मिले|aaya|mila|aaye`,
  ends: 'बंद, मत, हटाओ, हटाएं, हटा दें, नहीं चाहिए, band, mat, hatao, nahi chahiye',
  about: 'मैसेज, संदेश, एसएमएस, message, msg, sms, मेरा नंबर, mera number',
  voids: 'क्यों, kyun, kyu, कब, kab, शब्द, गाना, मेरे पति, मेरी पत्नी, मेरा बेटा',
  questions: 'अगर, agar, कैसे, kaise, पहले',
  narrows: 'लेकिन, lekin, सिर्फ, रात को, क्योंकि_वह',
  optIn: 'हाँ, हां, haan',
  agrees:
    'हाँ जी, हां जी, सहमत, मैं सहमत हूँ, मैं सहमत हूं, हाँ कृपया, haan ji, haan please, ji haan, जी हाँ, जी हां, मंजूर है, स्वीकार है, हाँ ठीक है',
  declines:
    'नहीं, जी नहीं, नहीं धन्यवाद, nahi, ji nahi, मैं सहमत नहीं हूँ, मैं सहमत नहीं हूं, असहमत, अस्वीकार, मना है, nahi dhanyavad, नही',
  help: 'मदद, सहायता',
  stopMarketing: 'प्रमोशन बंद करें, प्रमोशन रोकें, ऑफ़र बंद करें',
  signatures: 'मेरे iphone से भेजा गया',
  tapbacks: 'पसंद किया, को पसंद किया, पसंद आया, प्रतिक्रिया दी',
}
