// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/mailclient.h"

#include <array>
#include <curl/curl.h>
#include <functional>
#include <optional>

namespace signalbox {

/// One talk with a mail server: a mail, or only a greeting. Blocks; thread: one.
class MailExchange
{
public:
    /// `message`: none is a greeting. `isUnwanted` is asked now and then while it lasts. What is passed must
    /// outlive this.
    MailExchange(const MailServer &server, const std::optional<MailMessage> &message,
        std::function<bool()> isUnwanted);
    ~MailExchange();
    Q_DISABLE_COPY_MOVE(MailExchange)

    /// None: it was broken off since nobody wants it any more.
    std::optional<MailOutcome> perform(std::chrono::milliseconds limit);

private:
    template <typename Value> void set(CURLoption option, Value value)
    {
        curl_easy_setopt(m_easy, option, value);
    }
    Result<void> setServer();
    Result<void> setMessage(const MailMessage &message);
    void addHeader(const char *name, const QByteArray &value);
    void addPart(const QByteArray &data, const QByteArray &type, const QByteArray &fileName);
    static size_t takeAnswer(char *data, size_t size, size_t count, void *self);
    static int lookUp(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    MailFailure failureOf(CURLcode code) const;

    const MailServer &m_server;
    const std::optional<MailMessage> &m_message;
    std::function<bool()> m_isUnwanted;

    CURL *m_easy;
    curl_slist *m_headers = nullptr;
    curl_slist *m_recipients = nullptr;
    curl_mime *m_mime = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_detail{};
    MailReply m_reply; // as far as it came
};

} // namespace signalbox
