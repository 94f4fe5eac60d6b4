-- setHosts by POST for wrk: every request replaces all six rows of one of the domains by rows that nobody has sent
-- before. Arguments: number of domains, name before the number, TLD.
local threads = 0

function setup(thread)
    thread:set("id", threads)
    threads = threads + 1
end

local heads, count, domains = {}, 0, 0

-- The part of a request that never changes, one for each domain. What changes has a fixed width, so the length is
-- known beforehand and a request is only strings joined: little work for the generator, which shares the machine.
local function head(domain, tld, body_length)
    local fixed = "ApiUser=sandbox&ApiKey=sandbox&UserName=sandbox&ClientIp=127.0.0.1" ..
        "&Command=namecheap.domains.dns.setHosts&SLD=" .. domain .. "&TLD=" .. tld .. "&EmailType=MX"
    return "POST /xml.response HTTP/1.1\r\nHost: " .. wrk.headers["Host"] ..
        "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " .. (#fixed + body_length) ..
        "\r\n\r\n" .. fixed
end

-- The rows of a tag of eight digits.
local function rows(tag)
    local address = "1" .. tag:sub(1, 2) .. ".1" .. tag:sub(3, 4) .. ".1" .. tag:sub(5, 6) .. ".1" .. tag:sub(7, 8)
    return "&HostName1=%40&RecordType1=A&Address1=" .. address ..
        "&HostName2=www&RecordType2=CNAME&Address2=w" .. tag .. ".example.net." ..
        "&HostName3=mail&RecordType3=A&Address3=" .. address .. "&TTL3=300" ..
        "&HostName4=%40&RecordType4=MX&MXPref4=10&Address4=m" .. tag .. ".example.net." ..
        "&HostName5=%40&RecordType5=TXT&Address5=tag" .. tag ..
        "&HostName6=api&RecordType6=A&Address6=" .. address
end

function init(args)
    domains = tonumber(args[1])
    local length = #rows("00000000")
    for i = 1, domains do
        heads[i] = head(args[2] .. (i - 1), args[3], length)
    end
end

function request()
    count = count + 1
    return heads[count % domains + 1] .. rows(string.format("%02d%06d", id, count % 1000000))
end
